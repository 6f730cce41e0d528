/**
 * The shape a translation must have: exactly the keys of the Chinese tree, every leaf a text.
 * A missing key, or one too many, in another language fails `tsc`.
 * Chinese has one plural form (`x_other`); a language with more may add `x_one`.
 */
export type Words<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]>;
} & {
  readonly [K in keyof T as K extends `${infer Base}_other` ? `${Base}_one` : never]?: string;
};
