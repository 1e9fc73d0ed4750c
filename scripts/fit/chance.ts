/** Small numbers that repeat: a fit must come out the same each time. */
export class Chance {
  constructor(private state: number) {}
  /** From 0 up to 1. */
  next(): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return this.state / 2 ** 32;
  }
  /** Around 0, mostly within `spread` of it. */
  near(spread: number): number {
    return (this.next() + this.next() + this.next() - 1.5) * 1.15 * spread;
  }
  shuffle(order: Uint32Array): void {
    for (let k = order.length - 1; k > 0; k--) {
      const j = Math.floor(this.next() * (k + 1));
      [order[k], order[j]] = [order[j]!, order[k]!];
    }
  }
}
