// The language server over stdio, as editors start it.
import { builtServer, LspClient } from "../support/lsp-client.ts";
import type { BenchInput } from "./inputs.ts";
import { longDeployment, typingPlace } from "./manifests.ts";
import { measure, type Timing } from "./measure.ts";

const URI = "file:///bench/manifest.yaml";

/** From the change notification to the diagnostics of that version, without a debounce. */
export async function benchKeystrokeOverStdio({ text, runs }: BenchInput): Promise<Timing> {
  const client = await LspClient.start({ program: builtServer() });
  try {
    await client.open(URI, text);
    await client.diagnostics(URI);
    const place = client.document(URI).positionAt(typingPlace(text));
    return await measure(
      async round => {
        const isTyped = round % 2 === 0;
        const end = { line: place.line, character: place.character + (isTyped ? 0 : 1) };
        const version = await client.change(URI, isTyped ? "0" : "", { start: place, end });
        await client.diagnostics(URI, version);
      },
      { runs, warmUp: Math.max(10, Math.round(runs / 3)) },
    );
  } finally {
    await client.stop();
  }
}

/** From the start of the process to the diagnostics of the first document. */
export async function benchServerStart(): Promise<Timing> {
  const text = longDeployment(50);
  return measure(
    async () => {
      const client = await LspClient.start({ program: builtServer() });
      await client.open(URI, text);
      await client.diagnostics(URI);
      void client.stop();
    },
    { runs: 15, warmUp: 2 },
  );
}
