/** A piece of text on a page: places in points from the lower left corner, as in a PDF. */
export interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  /** Degrees, counter-clockwise. */
  readonly turned?: number;
}

/** A straight line, in points from the lower left corner. */
export interface Stroke {
  readonly line: readonly [x1: number, y1: number, x2: number, y2: number];
}

const utf16be = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex');

function content(pieces: readonly (Piece | Stroke)[]): string {
  return pieces
    .map((piece) => {
      if ('line' in piece) return `${piece.line[0]} ${piece.line[1]} m ${piece.line[2]} ${piece.line[3]} l S\n`;
      const { text, x, y, size = 10, turned = 0 } = piece;
      const angle = (turned * Math.PI) / 180;
      const [c, s] = [Math.cos(angle), Math.sin(angle)].map((part) => Number(part.toFixed(4)));
      return `BT /F1 ${size} Tf ${c} ${s} ${-s!} ${c} ${x} ${y} Tm <${utf16be(text)}> Tj ET\n`;
    })
    .join('');
}

/**
 * A PDF whose text is in a font that the file does not hold (STSong-Light, UniGB-UCS2-H), as older Chinese programs write it:
 * it can only be read with the character maps that baoshu brings along. Pages are 400 by 400 points.
 */
export function makePdf(pages: readonly (readonly (Piece | Stroke)[])[], { locked = false } = {}): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pages.map((_, i) => `${5 + 2 * i} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500]' +
      ' /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>' +
      ' /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900]' +
      ' /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>',
  ];
  pages.forEach((page, i) => {
    const stream = content(page);
    objects.push(
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Resources << /Font << /F1 3 0 R >> >>' +
        ` /Contents ${6 + 2 * i} 0 R >>`,
      `<< /Length ${stream.length} >>\nstream\n${stream}endstream`,
    );
  });
  let body = '%PDF-1.5\n';
  const places = objects.map((object, i) => {
    const place = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const key = '00'.repeat(32);
  const lock = ` /Encrypt << /Filter /Standard /V 1 /R 2 /O <${key}> /U <${key}> /P -4 >> /ID [<00> <00>]`;
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${locked ? lock : ''} >>`;
  return Buffer.from(`${body}${table}${trailer}\nstartxref\n${body.length}\n%%EOF\n`, 'latin1');
}

/** Lines of one column, the first at the top. */
export const column = (lines: readonly string[], x: number, top: number): Piece[] =>
  lines.map((text, i) => ({ text, x, y: top - 16 * i }));

/** The rules of a table: places of the upright ones from the left, of the level ones from below. */
export const ruled = (xs: readonly number[], ys: readonly number[]): Stroke[] => [
  ...xs.map((x): Stroke => ({ line: [x, ys[0]!, x, ys.at(-1)!] })),
  ...ys.map((y): Stroke => ({ line: [xs[0]!, y, xs.at(-1)!, y] })),
];
