// The file in which test/e2e/suite/index.ts tells the outside what became of its tests.
import * as z from "zod";

const extensionHostReport = z.object({
  version: z.literal(1),
  tests: z.array(
    z.object({
      /** Titles of the suites and of the test, joined by spaces. */
      title: z.string(),
      state: z.enum(["passed", "failed", "skipped"]),
      durationMs: z.number(),
      /** Stack or message, for failed tests only. */
      error: z.string().optional(),
    }),
  ),
});

export type ExtensionHostReport = z.infer<typeof extensionHostReport>;

/** @throws when the text is no such report */
export function parseExtensionHostReport(text: string): ExtensionHostReport {
  return extensionHostReport.parse(JSON.parse(text));
}
