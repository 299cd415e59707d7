/** A confidence interval, both ends in the unit of what it is about. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The two-sided 95 % point of the normal distribution. */
export const Z95 = 1.959963984540054;
