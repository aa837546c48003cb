// The points of one run: fetched when the page opens, and from then on only what is new.

const ACTIVE = new Set(["queued", "running"]);

class Series {
  constructor(run) {
    this.last = null; // the newest point
    this.columns = new Map(); // name of a value → [{ point, value }]
    this.next = 0; // what the server wants to be asked after
    this.isLoaded = false;
    this.take(run);
  }

  /** What Python knows about the run; a status that it has just changed counts more than the one fetched last. */
  take(run) {
    if (this.run?.status !== run.status) this.status = run.status;
    this.run = run;
  }

  get isActive() {
    return ACTIVE.has(this.status);
  }

  /** Ask for what came in since the last answer; one answer may not hold all of it. */
  async fetchNew(site) {
    const response = await fetch(`${site}runs/${this.run.id}/points?after=${this.next}`, { cache: "no-cache" });
    if (response.status === 404) return void Object.assign(this, { status: "gone", isLoaded: true });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    const answer = await response.json();
    answer.points.forEach((point) => this.append(point));
    Object.assign(this, { isLoaded: true, status: answer.status, asked: answer.asked, place: answer.position });
    Object.assign(this, { next: answer.next, secondsLeft: answer.seconds_left });
    if (answer.more) await this.fetchNew(site);
  }

  /** A point takes the place of those with its number or a higher one: a resumed run does them again. */
  append(point) {
    if (this.last && point.number <= this.last.number) this.takeBack(point.number);
    this.last = point;
    for (const [name, value] of Object.entries(point.values)) {
      if (!Number.isFinite(value)) continue;
      if (!this.columns.has(name)) this.columns.set(name, []);
      this.columns.get(name).push({ point, value });
    }
  }

  takeBack(number) {
    for (const column of this.columns.values()) {
      while (column.length && column.at(-1).point.number >= number) column.pop();
    }
  }

  column(name) {
    return this.columns.get(name) ?? [];
  }

  newest(name) {
    return this.column(name).at(-1)?.value;
  }

  /** The entry of column `name` whose place on the axis is nearest to `x`. */
  nearest(name, axis, x) {
    const column = this.column(name);
    let [low, high] = [0, column.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (column[middle].point[axis] < x) low = middle + 1;
      else high = middle;
    }
    const before = column[low - 1];
    if (before && x - before.point[axis] < Math.abs(column[low].point[axis] - x)) return before;
    return column[low];
  }
}

/** The address under which the site lies, whatever page of it is shown. */
function siteAddress() {
  return window.location.pathname.replace(/\/+$/, "").replace(/[^/]*$/, "");
}
