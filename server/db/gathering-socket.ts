// A socket that sends at once what is written to it within one turn: a transaction is a dozen statements, and each of them
// alone would be a call of the system, a packet, and a waking of the database.
import { Socket } from 'node:net';

/** So much goes on its way before the turn ends: the database begins while the rest is still being written. */
const mostGatheredBytes = 65_536;

export class GatheringSocket extends Socket {
  #isGathering = false;

  /** The driver corks the socket around every statement. */
  override cork(): void {
    if (!this.#isGathering) {
      this.#isGathering = true;
      super.cork();
      process.nextTick(() => {
        this.#isGathering = false;
        super.uncork();
      });
    } else if (this.writableLength > mostGatheredBytes) {
      super.uncork();
      super.cork();
    }
    super.cork();
  }
}
