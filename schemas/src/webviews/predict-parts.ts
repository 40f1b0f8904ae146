// What several pages about predictions show alike.
import * as z from "zod";

/** A fact with its name, in words. */
export const PageFact = z.strictObject({ label: z.string(), value: z.string() });
export type PageFact = z.infer<typeof PageFact>;

/** Good and bad are never told by colour alone: the words beside say it, too. */
export const PageTone = z.enum(["good", "bad", "quiet"]);
export type PageTone = z.infer<typeof PageTone>;

export const PageTable = z.strictObject({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())).describe("Printed values."),
  isNumeric: z.array(z.boolean()).describe("By column: numbers stand right-aligned."),
  left: z.strictObject({ rows: z.int().nonnegative(), columns: z.int().nonnegative() }).describe("Not shown here."),
});
export type PageTable = z.infer<typeof PageTable>;

export const PageChart = z.strictObject({
  title: z.string(),
  bars: z.array(z.strictObject({ label: z.string(), value: z.number() })),
});
export type PageChart = z.infer<typeof PageChart>;

/** An error in words, with what it means where that is known. */
export const PageError = z.strictObject({
  words: z.string(),
  explanation: z
    .strictObject({
      title: z.string(),
      meaning: z.string(),
      remedy: z.string(),
      rules: z.array(z.string()).describe("Ids of the manifest's rules that know it; each has a page."),
    })
    .nullable(),
});
export type PageError = z.infer<typeof PageError>;
