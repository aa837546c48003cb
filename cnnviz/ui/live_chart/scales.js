// From values to places, and the round values that an axis names.

/** Place on a linear or logarithmic axis: `from` and `to` are px, `low` and `high` its ends. */
function makeScale({ low, high, log }, from, to) {
  const linear = (value) => (value - low) / (high - low);
  const place = log ? (value) => Math.log(Math.max(value, low) / low) / Math.log(high / low) : linear;
  const scale = (value) => from + (to - from) * place(value);
  const share = (px) => (px - from) / (to - from);
  scale.value = (px) => (log ? low * (high / low) ** share(px) : low + (high - low) * share(px));
  return scale;
}

/** The ends of an axis that holds `values`, rounded outwards; `from` and `to` where they are fixed. */
function domainOf(values, { log = false, from = null, to = null } = {}) {
  const used = log ? values.filter((value) => value > 0) : values;
  let low = Infinity, high = -Infinity;
  for (const value of used) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!used.length) [low, high] = log ? [0.1, 1] : [0, 1];
  if (log) return { log, low: low / 1.1, high: Math.max(high * 1.1, low * 2) };
  [low, high] = [from ?? low, to ?? high];
  if (high <= low) high = low + (Math.abs(low) || 1);
  const step = niceStep(high - low, 5);
  return { log, low: from ?? Math.floor(low / step) * step, high: to ?? Math.ceil(high / step - 1e-9) * step };
}

function niceStep(span, parts) {
  const rough = span / parts, power = 10 ** Math.floor(Math.log10(rough));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999);
}

/** About `parts` round values between the ends. */
function ticksOf({ low, high, log }, parts) {
  if (log) return logTicks(low, high, parts);
  const step = niceStep(high - low, parts), first = Math.ceil(low / step - 1e-9);
  const count = Math.floor((high - first * step) / step + 1e-9) + 1;
  return Array.from({ length: count }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

function logTicks(low, high, parts) {
  const decades = Math.log10(high / low), every = Math.max(1, Math.ceil(decades / parts));
  const factors = decades < 1.2 ? [1, 2, 3, 5, 7] : decades < 2.5 ? [1, 3] : [1];
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power += every) {
    for (const factor of factors) ticks.push(Number((factor * 10 ** power).toPrecision(3)));
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
}

const ROUND_TIMES = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400]; // s

/** Round times of an axis in seconds. */
function timeTicks({ high }, parts) {
  const step = ROUND_TIMES.find((each) => high / each <= parts) ?? high;
  return Array.from({ length: Math.floor(high / step) + 1 }, (_, k) => k * step);
}

/** A moving average in which a value weighs `weight` of the one after it; unbiased at the start (Kingma 2014, 3). */
function smoothed(column, weight) {
  let mean = 0, share = 1;
  return column.map(({ point, value }) => {
    mean = weight * mean + (1 - weight) * value;
    share *= weight;
    return { point, value: mean / (1 - share) };
  });
}

const FORMATS = {
  percent: (value) => `${(100 * value).toFixed(1)} %`,
  share: (value) => `${Math.round(100 * value)} %`,
  count: (value) => Math.round(value).toLocaleString("en"),
  plain: (value) => spellNumber(value),
};

/** Three figures: 0.0125, 1.5e-7, 2,340. */
function spellNumber(value) {
  const size = Math.abs(value);
  if (size >= 1000 && size < 1e6) return Math.round(value).toLocaleString("en");
  if (size && (size < 1e-3 || size >= 1e6)) return value.toExponential(1).replace(".0e", "e").replace("e+", "e");
  return String(Number(value.toPrecision(3)));
}

/** 0:07, 12:30, 2:05:00. */
function spellTime(seconds) {
  const whole = Math.round(seconds), pad = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}
