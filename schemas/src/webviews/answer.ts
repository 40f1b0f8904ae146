// What the view of an answer and its page say to each other.
import * as z from "zod";
import { PageChart, PageError, PageFact, PageTable, PageTone } from "./predict-parts.ts";

const ShownMismatch = z.strictObject({
  message: z.string(),
  expected: z.string().nullable(),
  actual: z.string().nullable(),
});

const ShownExplanation = z.strictObject({
  method: z.string(),
  anchor: z.array(z.string()).describe("Conditions under which the prediction stays the same."),
  facts: z.array(PageFact),
  charts: z.array(PageChart).describe("What each feature adds."),
});

/** A request's outcome, small enough to be drawn whatever came. */
export const ShownAnswer = z.strictObject({
  tone: PageTone,
  status: z.string().describe("Such as `HTTP 200`, or what happened instead of an answer."),
  facts: z.array(PageFact).describe("Who answered, how fast, how much."),
  isExpected: z.boolean().nullable().describe("Null where the file expects nothing."),
  mismatches: z.array(ShownMismatch),
  error: PageError.nullable(),
  table: PageTable.nullable(),
  charts: z.array(PageChart),
  text: z.string().nullable().describe("What is predicted, where it is no table."),
  isTextCut: z.boolean(),
  images: z.array(z.strictObject({ mediaType: z.string(), base64: z.string() })),
  explanation: ShownExplanation.nullable(),
  remarks: z.array(z.string()),
  details: z.array(PageFact),
});
export type ShownAnswer = z.infer<typeof ShownAnswer>;

/** What can be done next. */
export const AnswerOffer = z.enum([
  "explain",
  "predict",
  "compare",
  "burst",
  "feedback",
  "sample",
  "copy",
  "raw",
  "log",
  "request",
  "history",
]);
export type AnswerOffer = z.infer<typeof AnswerOffer>;

export const AnswerPageState = z.strictObject({
  title: z.string().describe("Who is asked."),
  place: z.string().describe("Namespace and cluster, or the address."),
  source: z.string().describe("Where the request comes from."),
  cases: z.array(z.string()).describe("Of the request; one where it has none of its own."),
  chosen: z.int().nonnegative().describe("Index of the case that is sent."),
  isBusy: z.boolean(),
  problems: z.array(z.string()).describe("Why it was not sent."),
  answer: ShownAnswer.nullable(),
  shares: z.array(PageChart).describe("How routers or the gateway shared out the requests so far, in percent."),
  offers: z.array(AnswerOffer),
});
export type AnswerPageState = z.infer<typeof AnswerPageState>;

export const AnswerPageEvent = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["send", "cancel"]) }),
  z.strictObject({ kind: z.literal("offer"), offer: AnswerOffer }),
  z.strictObject({ kind: z.literal("case"), index: z.int().nonnegative() }),
  z.strictObject({ kind: z.literal("rule"), id: z.string() }),
]);
export type AnswerPageEvent = z.infer<typeof AnswerPageEvent>;
