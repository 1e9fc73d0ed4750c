;; The arithmetic of learn-lexicon.ts, four numbers at a time; net.ts compiles it and lays out its memory. All vectors are `width` long.
;; A row of a lesson: how many grams it has, and how many stretches of one field; for each stretch the bytes to its gates, its first gram
;; and the one behind its last; for each gram where its vector starts; for each gram its weight. Four bytes a number.
(module
  (memory (export "memory") 1)

  ;; The bytes of a vector; then where things lie; `…2` are sums of squared gradients.
  (global $size (export "size") (mut i32) (i32.const 0))
  (global $vectors (export "vectors") (mut i32) (i32.const 0))
  (global $vectors2 (export "vectors2") (mut i32) (i32.const 0))
  (global $gates (export "gates") (mut i32) (i32.const 0))
  (global $gates2 (export "gates2") (mut i32) (i32.const 0))
  (global $weights (export "weights") (mut i32) (i32.const 0))
  (global $weights2 (export "weights2") (mut i32) (i32.const 0))
  (global $rest (export "rest") (mut i32) (i32.const 0))
  (global $rest2 (export "rest2") (mut i32) (i32.const 0))
  (global $bias (export "bias") (mut i32) (i32.const 0))
  (global $bias2 (export "bias2") (mut i32) (i32.const 0))
  ;; What the grams of each field say together; all fields through their gates; what that means; what it should have been.
  (global $said (export "said") (mut i32) (i32.const 0))
  (global $sum (export "sum") (mut i32) (i32.const 0))
  (global $meaning (export "meaning") (mut i32) (i32.const 0))
  (global $back (export "back") (mut i32) (i32.const 0))
  (global $through (export "through") (mut i32) (i32.const 0))
  ;; What is left of a meaning and of the grams' weights where some are left out.
  (global $kept (export "kept") (mut i32) (i32.const 0))
  (global $left (export "left") (mut i32) (i32.const 0))
  (global $slope (export "slope") (mut f32) (f32.const 0))
  (global $drop (export "drop") (mut f32) (f32.const 0))
  (global $chance (export "chance") (mut i64) (i64.const 1))

  ;; 1 / (1 - drop), or 0 as often as `drop` says: xorshift64.
  (func $keep (result f32)
    (local $x i64)
    (local.set $x (global.get $chance))
    (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const 13))))
    (local.set $x (i64.xor (local.get $x) (i64.shr_u (local.get $x) (i64.const 7))))
    (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const 17))))
    (global.set $chance (local.get $x))
    (select
      (f32.const 0)
      (f32.div (f32.const 1) (f32.sub (f32.const 1) (global.get $drop)))
      (f32.lt
        (f32.mul (f32.convert_i32_u (i32.wrap_i64 (i64.shr_u (local.get $x) (i64.const 40)))) (f32.const 5.9604645e-8))
        (global.get $drop))))

  ;; Adds a vector, so many times, to another.
  (func $addTo (param $to i32) (param $from i32) (param $times f32)
    (local $end i32)
    (local $by v128)
    (local.set $by (f32x4.splat (local.get $times)))
    (local.set $end (i32.add (local.get $to) (global.get $size)))
    (loop $next
      (v128.store (local.get $to) (f32x4.add (v128.load (local.get $to))
        (f32x4.mul (local.get $by) (v128.load (local.get $from)))))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))

  ;; Adds the product of two vectors, number by number, to a third.
  (func $addProduct (param $to i32) (param $a i32) (param $b i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $to) (global.get $size)))
    (loop $next
      (v128.store (local.get $to) (f32x4.add (v128.load (local.get $to))
        (f32x4.mul (v128.load (local.get $a)) (v128.load (local.get $b)))))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (local.set $a (i32.add (local.get $a) (i32.const 16)))
      (local.set $b (i32.add (local.get $b) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))

  ;; A step of AdaGrad: vector -= rate * gradient / sqrt(squares), where the gradient is a * b, or a * times where b is 0.
  (func $step (param $vector i32) (param $squares i32) (param $a i32) (param $b i32) (param $times f32) (param $rate f32)
    (local $end i32)
    (local $own v128)
    (local $square v128)
    (local.set $end (i32.add (local.get $vector) (global.get $size)))
    (loop $next
      (local.set $own (f32x4.mul (v128.load (local.get $a)) (f32x4.splat (local.get $times))))
      (if (local.get $b) (then
        (local.set $own (f32x4.mul (local.get $own) (v128.load (local.get $b))))
        (local.set $b (i32.add (local.get $b) (i32.const 16)))))
      (local.set $square (f32x4.add (v128.load (local.get $squares)) (f32x4.mul (local.get $own) (local.get $own))))
      (v128.store (local.get $squares) (local.get $square))
      (v128.store (local.get $vector) (f32x4.sub (v128.load (local.get $vector))
        (f32x4.div (f32x4.mul (f32x4.splat (local.get $rate)) (local.get $own)) (f32x4.sqrt (local.get $square)))))
      (local.set $vector (i32.add (local.get $vector) (i32.const 16)))
      (local.set $squares (i32.add (local.get $squares) (i32.const 16)))
      (local.set $a (i32.add (local.get $a) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $vector) (local.get $end)))))

  (func $sumOf (param $x v128) (result f32)
    (f32.add
      (f32.add (f32x4.extract_lane 0 (local.get $x)) (f32x4.extract_lane 1 (local.get $x)))
      (f32.add (f32x4.extract_lane 2 (local.get $x)) (f32x4.extract_lane 3 (local.get $x)))))

  (func $product (param $a i32) (param $b i32) (result f32)
    (local $end i32)
    (local $all v128)
    (local.set $end (i32.add (local.get $a) (global.get $size)))
    (loop $next
      (local.set $all (f32x4.add (local.get $all) (f32x4.mul (v128.load (local.get $a)) (v128.load (local.get $b)))))
      (local.set $a (i32.add (local.get $a) (i32.const 16)))
      (local.set $b (i32.add (local.get $b) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $a) (local.get $end))))
    (call $sumOf (local.get $all)))

  ;; Leaves some grams of a row out, and some numbers of its meaning.
  (func $leaveOut (param $row i32)
    (local $n i32)
    (local $by i32)
    (local $to i32)
    (local $end i32)
    (local.set $n (i32.load (local.get $row)))
    (local.set $by (call $weightsOf (local.get $row)))
    (local.set $to (global.get $left))
    (local.set $end (i32.add (local.get $to) (i32.shl (local.get $n) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $to) (local.get $end)))
        (f32.store (local.get $to) (f32.mul (f32.load (local.get $by)) (call $keep)))
        (local.set $to (i32.add (local.get $to) (i32.const 4)))
        (local.set $by (i32.add (local.get $by) (i32.const 4)))
        (br $next)))
    (local.set $to (global.get $kept))
    (local.set $end (i32.add (local.get $to) (global.get $size)))
    (loop $more
      (f32.store (local.get $to) (call $keep))
      (local.set $to (i32.add (local.get $to) (i32.const 4)))
      (br_if $more (i32.lt_u (local.get $to) (local.get $end)))))

  ;; Where the starts of a row's vectors stand, and its weights.
  (func $startsOf (param $row i32) (result i32)
    (i32.add (local.get $row) (i32.add (i32.const 8) (i32.mul (i32.load offset=4 (local.get $row)) (i32.const 12)))))
  (func $weightsOf (param $row i32) (result i32)
    (i32.add (call $startsOf (local.get $row)) (i32.shl (i32.load (local.get $row)) (i32.const 2))))

  ;; Writes the scores by a row, some of whose grams are left out, of `n` classes: numbers and scores four bytes each.
  (func (export "read") (param $row i32) (param $classes i32) (param $n i32) (param $scores i32)
    (local $stretch i32)
    (local $ends i32)
    (local $starts i32)
    (local $gram i32)
    (local $said i32)
    (local $at i32)
    (local $end i32)
    (local $x v128)
    (call $leaveOut (local.get $row))
    (memory.copy (global.get $sum) (global.get $rest) (global.get $size))
    (local.set $starts (call $startsOf (local.get $row)))
    (local.set $stretch (i32.add (local.get $row) (i32.const 8)))
    (block $read
      (loop $field
        (br_if $read (i32.ge_u (local.get $stretch) (local.get $starts)))
        (local.set $said (i32.add (global.get $said) (i32.load (local.get $stretch))))
        (memory.fill (local.get $said) (i32.const 0) (global.get $size))
        (local.set $gram (i32.shl (i32.load offset=4 (local.get $stretch)) (i32.const 2)))
        (local.set $ends (i32.shl (i32.load offset=8 (local.get $stretch)) (i32.const 2)))
        (loop $next
          (if (f32.ne (f32.load (i32.add (global.get $left) (local.get $gram))) (f32.const 0)) (then
            (call $addTo (local.get $said)
              (i32.add (global.get $vectors) (i32.load (i32.add (local.get $starts) (local.get $gram))))
              (f32.load (i32.add (global.get $left) (local.get $gram))))))
          (local.set $gram (i32.add (local.get $gram) (i32.const 4)))
          (br_if $next (i32.lt_u (local.get $gram) (local.get $ends))))
        (call $addProduct (global.get $sum)
          (i32.add (global.get $gates) (i32.load (local.get $stretch))) (local.get $said))
        (local.set $stretch (i32.add (local.get $stretch) (i32.const 12)))
        (br $field)))
    (local.set $end (global.get $size))
    (loop $bend
      (local.set $x (v128.load (i32.add (global.get $sum) (local.get $at))))
      (v128.store (i32.add (global.get $meaning) (local.get $at)) (f32x4.mul
        (v128.load (i32.add (global.get $kept) (local.get $at)))
        (v128.bitselect (f32x4.mul (local.get $x) (f32x4.splat (global.get $slope))) (local.get $x)
          (f32x4.lt (local.get $x) (v128.const f32x4 0 0 0 0)))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $bend (i32.lt_u (local.get $at) (local.get $end))))
    (loop $class
      (local.set $at (i32.load (local.get $classes)))
      (f32.store (local.get $scores) (f32.add
        (f32.load (i32.add (global.get $bias) (i32.shl (local.get $at) (i32.const 2))))
        (call $product
          (i32.add (global.get $weights) (i32.mul (local.get $at) (global.get $size)))
          (global.get $meaning))))
      (local.set $classes (i32.add (local.get $classes) (i32.const 4)))
      (local.set $scores (i32.add (local.get $scores) (i32.const 4)))
      (local.set $n (i32.sub (local.get $n) (i32.const 1)))
      (br_if $class (local.get $n))))

  ;; A step of AdaGrad for one number.
  (func $stepOne (param $at i32) (param $squares i32) (param $own f32) (param $rate f32)
    (f32.store (local.get $squares) (f32.add (f32.load (local.get $squares)) (f32.mul (local.get $own) (local.get $own))))
    (f32.store (local.get $at) (f32.sub (f32.load (local.get $at))
      (f32.div (f32.mul (local.get $rate) (local.get $own)) (f32.sqrt (f32.load (local.get $squares)))))))

  ;; Moves the weights of `n` classes by their gradients, four bytes each, and leaves what the meaning should have been in `back`.
  (func $teachClasses (param $classes i32) (param $n i32) (param $gradients i32) (param $rate f32)
    (local $class i32)
    (local $own f32)
    (memory.fill (global.get $back) (i32.const 0) (global.get $size))
    (loop $next
      (local.set $own (f32.load (local.get $gradients)))
      (if (f32.ge (f32.abs (local.get $own)) (f32.const 5e-4)) (then
        (local.set $class (i32.load (local.get $classes)))
        (call $stepOne
          (i32.add (global.get $bias) (i32.shl (local.get $class) (i32.const 2)))
          (i32.add (global.get $bias2) (i32.shl (local.get $class) (i32.const 2)))
          (local.get $own) (f32.mul (f32.const 0.5) (local.get $rate)))
        (local.set $class (i32.mul (local.get $class) (global.get $size)))
        (call $addTo (global.get $back) (i32.add (global.get $weights) (local.get $class)) (local.get $own))
        (call $step
          (i32.add (global.get $weights) (local.get $class)) (i32.add (global.get $weights2) (local.get $class))
          (global.get $meaning) (i32.const 0) (local.get $own) (local.get $rate))))
      (local.set $classes (i32.add (local.get $classes) (i32.const 4)))
      (local.set $gradients (i32.add (local.get $gradients) (i32.const 4)))
      (local.set $n (i32.sub (local.get $n) (i32.const 1)))
      (br_if $next (local.get $n))))

  ;; Turns `back` from what the meaning into what the sum should have been. Out: the mean of its squares.
  (func $unbend (result f32)
    (local $at i32)
    (local $x v128)
    (local $squares v128)
    (loop $next
      (local.set $x (f32x4.mul
        (f32x4.mul (v128.load (i32.add (global.get $back) (local.get $at))) (v128.load (i32.add (global.get $kept) (local.get $at))))
        (v128.bitselect (f32x4.splat (global.get $slope)) (v128.const f32x4 1 1 1 1)
          (f32x4.lt (v128.load (i32.add (global.get $sum) (local.get $at))) (v128.const f32x4 0 0 0 0)))))
      (v128.store (i32.add (global.get $back) (local.get $at)) (local.get $x))
      (local.set $squares (f32x4.add (local.get $squares) (f32x4.mul (local.get $x) (local.get $x))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $at) (global.get $size))))
    (f32.div (call $sumOf (local.get $squares)) (f32.convert_i32_u (i32.shr_u (global.get $size) (i32.const 2)))))

  ;; Learns from the row that was read last: moves classes, vectors and gates.
  (func (export "teach") (param $row i32) (param $classes i32) (param $n i32) (param $gradients i32) (param $rate f32)
    (local $stretch i32)
    (local $ends i32)
    (local $starts i32)
    (local $gram i32)
    (local $gate i32)
    (local $start i32)
    (local $square i32)
    (local $weight f32)
    (local $size f32)
    (call $teachClasses (local.get $classes) (local.get $n) (local.get $gradients) (local.get $rate))
    (local.set $size (call $unbend))
    (call $step (global.get $rest) (global.get $rest2) (global.get $back) (i32.const 0) (f32.const 1)
      (f32.mul (f32.const 0.1) (local.get $rate)))
    (if (f32.lt (local.get $size) (f32.const 1e-12)) (then (return)))
    (local.set $starts (call $startsOf (local.get $row)))
    (local.set $stretch (i32.add (local.get $row) (i32.const 8)))
    (block $done
      (loop $field
        (br_if $done (i32.ge_u (local.get $stretch) (local.get $starts)))
        (local.set $gate (i32.load (local.get $stretch)))
        (memory.fill (global.get $through) (i32.const 0) (global.get $size))
        (call $addProduct (global.get $through) (global.get $back) (i32.add (global.get $gates) (local.get $gate)))
        (local.set $gram (i32.shl (i32.load offset=4 (local.get $stretch)) (i32.const 2)))
        (local.set $ends (i32.shl (i32.load offset=8 (local.get $stretch)) (i32.const 2)))
        (loop $next
          (local.set $weight (f32.load (i32.add (global.get $left) (local.get $gram))))
          (if (f32.ne (local.get $weight) (f32.const 0)) (then
            (local.set $start (i32.load (i32.add (local.get $starts) (local.get $gram))))
            (local.set $square (i32.add (global.get $vectors2)
              (i32.shl (i32.div_u (local.get $start) (global.get $size)) (i32.const 2))))
            (f32.store (local.get $square) (f32.add (f32.load (local.get $square))
              (f32.mul (f32.mul (local.get $weight) (local.get $weight)) (local.get $size))))
            (call $addTo (i32.add (global.get $vectors) (local.get $start)) (global.get $through)
              (f32.neg (f32.div (f32.mul (local.get $rate) (local.get $weight)) (f32.sqrt (f32.load (local.get $square))))))))
          (local.set $gram (i32.add (local.get $gram) (i32.const 4)))
          (br_if $next (i32.lt_u (local.get $gram) (local.get $ends))))
        (call $step (i32.add (global.get $gates) (local.get $gate)) (i32.add (global.get $gates2) (local.get $gate))
          (global.get $back) (i32.add (global.get $said) (local.get $gate)) (f32.const 1) (local.get $rate))
        (local.set $stretch (i32.add (local.get $stretch) (i32.const 12)))
        (br $field)))))
