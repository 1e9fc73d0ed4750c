;; The arithmetic of the lexicon, four numbers at a time. `npm run kernel` puts it into kernel-bytes.ts; kernel.ts lays out its memory.
;; Texts of grams are hashed as grams.ts hashes them; each has a row: one byte for its scale, then its vector in four bits a number,
;; sixteen bytes for 32 numbers, the first 16 of them in the lower halves.
(module
  (memory (export "memory") 1)

  ;; Where things lie, in bytes.
  (global $width (export "width") (mut i32) (i32.const 0))
  (global $table (export "table") (mut i32) (i32.const 0))
  (global $mask (export "mask") (mut i32) (i32.const 0))
  (global $rows (export "rows") (mut i32) (i32.const 0))
  (global $scales (export "scales") (mut i32) (i32.const 0))
  (global $gates (export "gates") (mut i32) (i32.const 0))
  (global $weights (export "weights") (mut i32) (i32.const 0))
  (global $bias (export "bias") (mut i32) (i32.const 0))
  (global $field (export "field") (mut i32) (i32.const 0))
  (global $text (export "text") (mut i32) (i32.const 0))
  (global $marks (export "marks") (mut i32) (i32.const 0))

  ;; The place in the table of a hash, or of the free slot where it would stand. A slot: the hash, and its row + 1.
  (func $slot (param $hash i32) (result i32)
    (local $at i32)
    (local $known i32)
    (local.set $at (i32.and (local.get $hash) (global.get $mask)))
    (loop $next
      (local.set $known (i32.add (global.get $table) (i32.shl (local.get $at) (i32.const 3))))
      (if (i32.eqz (i32.load offset=4 (local.get $known))) (then (return (local.get $known))))
      (if (i32.eq (i32.load (local.get $known)) (local.get $hash)) (then (return (local.get $known))))
      (local.set $at (i32.and (i32.add (local.get $at) (i32.const 1)) (global.get $mask)))
      (br $next))
    (unreachable))

  ;; Fills the table with the hashes of all rows, which stand at `hashes`.
  (func (export "index") (param $hashes i32) (param $n i32)
    (local $row i32)
    (local $hash i32)
    (local $slot i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $row) (local.get $n)))
        (local.set $hash (i32.load (i32.add (local.get $hashes) (i32.shl (local.get $row) (i32.const 2)))))
        (local.set $row (i32.add (local.get $row) (i32.const 1)))
        (local.set $slot (call $slot (local.get $hash)))
        (i32.store (local.get $slot) (local.get $hash))
        (i32.store offset=4 (local.get $slot) (local.get $row))
        (br $next))))

  ;; Adds 16 steps of a vector, each worth so much, to the sum at a place.
  (func $addSteps (param $sum i32) (param $steps v128) (param $worth v128)
    (local $half v128)
    (local.set $half (i16x8.extend_low_i8x16_s (local.get $steps)))
    (v128.store (local.get $sum) (f32x4.add (v128.load (local.get $sum))
      (f32x4.mul (local.get $worth) (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $half))))))
    (v128.store offset=16 (local.get $sum) (f32x4.add (v128.load offset=16 (local.get $sum))
      (f32x4.mul (local.get $worth) (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $half))))))
    (local.set $half (i16x8.extend_high_i8x16_s (local.get $steps)))
    (v128.store offset=32 (local.get $sum) (f32x4.add (v128.load offset=32 (local.get $sum))
      (f32x4.mul (local.get $worth) (f32x4.convert_i32x4_s (i32x4.extend_low_i16x8_s (local.get $half))))))
    (v128.store offset=48 (local.get $sum) (f32x4.add (v128.load offset=48 (local.get $sum))
      (f32x4.mul (local.get $worth) (f32x4.convert_i32x4_s (i32x4.extend_high_i16x8_s (local.get $half)))))))

  ;; Adds the row of a text to the field that is open, if it has one.
  (func $add (export "add") (param $hash i32)
    (local $row i32)
    (local $at i32)
    (local $sum i32)
    (local $end i32)
    (local $pairs v128)
    (local $worth v128)
    (local.set $row (i32.load offset=4 (call $slot (local.get $hash))))
    (if (i32.eqz (local.get $row)) (then (return)))
    (local.set $at (i32.add (global.get $rows) (i32.mul (i32.sub (local.get $row) (i32.const 1))
      (i32.add (i32.const 1) (i32.shr_u (global.get $width) (i32.const 1))))))
    (local.set $worth (f32x4.splat (f32.load
      (i32.add (global.get $scales) (i32.shl (i32.load8_u (local.get $at)) (i32.const 2))))))
    (local.set $sum (global.get $field))
    (local.set $end (i32.add (local.get $sum) (i32.shl (global.get $width) (i32.const 2))))
    (loop $next
      (local.set $pairs (v128.load offset=1 align=1 (local.get $at)))
      (call $addSteps (local.get $sum)
        (i8x16.sub
          (v128.xor (v128.and (local.get $pairs) (v128.const i8x16 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15))
            (v128.const i8x16 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8))
          (v128.const i8x16 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8 8))
        (local.get $worth))
      (call $addSteps (i32.add (local.get $sum) (i32.const 64))
        (i8x16.shr_s (local.get $pairs) (i32.const 4)) (local.get $worth))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (local.set $sum (i32.add (local.get $sum) (i32.const 128)))
      (br_if $next (i32.lt_u (local.get $sum) (local.get $end)))))

  ;; A hash goes on with the UTF-16 unit at a place of the text.
  (func $onward (param $hash i32) (param $place i32) (result i32)
    (local $unit i32)
    (local.set $unit (i32.load16_u (i32.add (global.get $text) (i32.shl (local.get $place) (i32.const 1)))))
    (i32.mul
      (i32.xor
        (i32.mul (i32.xor (local.get $hash) (i32.and (local.get $unit) (i32.const 0xff))) (i32.const 0x01000193))
        (i32.shr_u (local.get $unit) (i32.const 8)))
      (i32.const 0x01000193)))

  ;; Adds a span of the text as one gram.
  (func (export "gram") (param $start i32) (param $end i32)
    (local $hash i32)
    (local.set $hash (i32.const 0x811c9dc5))
    (block $done
      (loop $next
        (br_if $done (i32.ge_s (local.get $start) (local.get $end)))
        (local.set $hash (call $onward (local.get $hash) (local.get $start)))
        (local.set $start (i32.add (local.get $start) (i32.const 1)))
        (br $next)))
    (call $add (local.get $hash)))

  ;; Adds all grams of a span that cross no mark, and tells how many they are.
  (func (export "span") (param $start i32) (param $end i32) (param $least i32) (param $most i32) (result i32)
    (local $first i32)
    (local $last i32)
    (local $stop i32)
    (local $hash i32)
    (local $n i32)
    (local.set $first (local.get $end))
    (block $done
      (loop $before
        (local.set $first (i32.sub (local.get $first) (i32.const 1)))
        (br_if $done (i32.lt_s (local.get $first) (local.get $start)))
        (if (i32.load8_u (i32.add (global.get $marks) (local.get $first)))
          (then (local.set $end (local.get $first)) (br $before)))
        (local.set $hash (i32.const 0x811c9dc5))
        (local.set $last (local.get $first))
        (local.set $stop (i32.add (local.get $first) (local.get $most)))
        (if (i32.gt_s (local.get $stop) (local.get $end)) (then (local.set $stop (local.get $end))))
        (loop $longer
          (local.set $hash (call $onward (local.get $hash) (local.get $last)))
          (local.set $last (i32.add (local.get $last) (i32.const 1)))
          (if (i32.ge_s (i32.sub (local.get $last) (local.get $first)) (local.get $least))
            (then
              (local.set $n (i32.add (local.get $n) (i32.const 1)))
              (call $add (local.get $hash))))
          (br_if $longer (i32.lt_s (local.get $last) (local.get $stop))))
        (br $before)))
    (local.get $n))

  ;; Adds the open field to a sum, through its gates and so much of it, and empties it.
  (func (export "close") (param $sum i32) (param $number i32) (param $weight f32)
    (local $at i32)
    (local $gate i32)
    (local $end i32)
    (local $by v128)
    (local.set $by (f32x4.splat (local.get $weight)))
    (local.set $at (global.get $field))
    (local.set $end (i32.add (local.get $at) (i32.shl (global.get $width) (i32.const 2))))
    (local.set $gate (i32.add (global.get $gates)
      (i32.mul (local.get $number) (i32.shl (global.get $width) (i32.const 2)))))
    (loop $next
      (v128.store (local.get $sum) (f32x4.add (v128.load (local.get $sum))
        (f32x4.mul (local.get $by) (f32x4.mul (v128.load (local.get $gate)) (v128.load (local.get $at))))))
      (v128.store (local.get $at) (v128.const i32x4 0 0 0 0))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (local.set $gate (i32.add (local.get $gate) (i32.const 16)))
      (local.set $sum (i32.add (local.get $sum) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end)))))

  ;; Lets a sum begin as another.
  (func (export "copy") (param $to i32) (param $from i32)
    (memory.copy (local.get $to) (local.get $from) (i32.shl (global.get $width) (i32.const 2))))

  ;; Writes the meaning of a sum: what is below nothing counts so much.
  (func (export "bend") (param $sum i32) (param $meaning i32) (param $slope f32)
    (local $end i32)
    (local $x v128)
    (local.set $end (i32.add (local.get $sum) (i32.shl (global.get $width) (i32.const 2))))
    (loop $next
      (local.set $x (v128.load (local.get $sum)))
      (v128.store (local.get $meaning) (v128.bitselect
        (f32x4.mul (local.get $x) (f32x4.splat (local.get $slope)))
        (local.get $x)
        (f32x4.lt (local.get $x) (v128.const f32x4 0 0 0 0))))
      (local.set $sum (i32.add (local.get $sum) (i32.const 16)))
      (local.set $meaning (i32.add (local.get $meaning) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $sum) (local.get $end)))))

  ;; Writes the scores by a meaning of the classes whose numbers stand at a place, two bytes each.
  (func (export "scores") (param $meaning i32) (param $classes i32) (param $n i32) (param $scores i32)
    (local $class i32)
    (local $at i32)
    (local $place i32)
    (local $end i32)
    (local $a v128)
    (local $b v128)
    (local.set $end (i32.add (local.get $meaning) (i32.shl (global.get $width) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $n)))
        (local.set $class (i32.load16_u (local.get $classes)))
        (local.set $at (i32.add (global.get $weights)
          (i32.mul (local.get $class) (i32.shl (global.get $width) (i32.const 2)))))
        (local.set $place (local.get $meaning))
        (local.set $a (v128.const i32x4 0 0 0 0))
        (local.set $b (v128.const i32x4 0 0 0 0))
        (loop $along
          (local.set $a (f32x4.add (local.get $a)
            (f32x4.mul (v128.load (local.get $at)) (v128.load (local.get $place)))))
          (local.set $b (f32x4.add (local.get $b)
            (f32x4.mul (v128.load offset=16 (local.get $at)) (v128.load offset=16 (local.get $place)))))
          (local.set $at (i32.add (local.get $at) (i32.const 32)))
          (local.set $place (i32.add (local.get $place) (i32.const 32)))
          (br_if $along (i32.lt_u (local.get $place) (local.get $end))))
        (local.set $a (f32x4.add (local.get $a) (local.get $b)))
        (f32.store (local.get $scores) (f32.add
          (f32.add
            (f32.add (f32x4.extract_lane 0 (local.get $a)) (f32x4.extract_lane 1 (local.get $a)))
            (f32.add (f32x4.extract_lane 2 (local.get $a)) (f32x4.extract_lane 3 (local.get $a))))
          (f32.load (i32.add (global.get $bias) (i32.shl (local.get $class) (i32.const 2))))))
        (local.set $classes (i32.add (local.get $classes) (i32.const 2)))
        (local.set $scores (i32.add (local.get $scores) (i32.const 4)))
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (br $next)))))
