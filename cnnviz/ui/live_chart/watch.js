// Asks for new points every two seconds, while a run is active and the reader looks; a sleeping tab catches up later.

const EVERY = 2000; // ms

class Watch {
  /** `series()` are the runs on show; `heard` is called after each round, with the error of a round that failed. */
  constructor(series, heard) {
    Object.assign(this, { series, heard, timer: null, isAsking: false });
    this.look = () => document.visibilityState === "visible" && this.round(true);
    document.addEventListener("visibilitychange", this.look);
    window.addEventListener("focus", this.look);
    window.addEventListener("online", this.look);
  }

  end() {
    clearTimeout(this.timer);
    this.isOver = true;
    document.removeEventListener("visibilitychange", this.look);
    window.removeEventListener("focus", this.look);
    window.removeEventListener("online", this.look);
  }

  /** Ask once for the runs that are not over, or for `all`, which somebody may have resumed meanwhile. */
  async round(all = false) {
    clearTimeout(this.timer);
    if (this.isAsking) return void (this.again = true);
    const asked = this.series().filter((each) => all || !each.isLoaded || each.isActive);
    this.isAsking = true;
    const answers = await Promise.allSettled(asked.map((each) => each.fetchNew(siteAddress())));
    this.isAsking = false;
    if (this.isOver) return;
    this.isFailing = answers.some((answer) => answer.status === "rejected");
    if (asked.length) this.heard(this.isFailing);
    if (this.again) {
      this.again = false;
      return this.round();
    }
    this.wait();
  }

  wait() {
    const isNeeded = this.isFailing || this.series().some((each) => each.isActive || !each.isLoaded);
    if (isNeeded && document.visibilityState === "visible") this.timer = setTimeout(() => this.round(), EVERY);
  }
}
