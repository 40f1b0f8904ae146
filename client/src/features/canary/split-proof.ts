// One run of Verify Split: how many, which request, leave to send them, and what came of it.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ShownProof } from "../../../../schemas/src/index.ts";
import type { VerifiedSplit } from "../../live/canary/index.ts";
import { shiftIsRefused } from "../../ui/canary-messages.ts";
import { reasonOf } from "../../ui/guard.ts";
import { mayLoad } from "../../ui/write-consent.ts";
import type { CanaryParts } from "./canary-parts.ts";
import { nameOf, placeWords, type CanarySubject } from "./canary-subject.ts";
import { shownProof } from "./page-state.ts";
import { askRequest, type VerifyRequest } from "./verify-request.ts";

const MOST_REQUESTS = 100_000;
const AT_ONCE = 8;

export class SplitProof {
  readonly #parts: CanaryParts;
  readonly #onChange: () => void;
  #abort = new AbortController();
  #shown: ShownProof | undefined;

  /** @param onChange told whenever there is something else to show */
  constructor(parts: CanaryParts, onChange: () => void) {
    this.#parts = parts;
    this.#onChange = onChange;
  }

  get shown(): ShownProof | null {
    return this.#shown ?? null;
  }

  cancel(): void {
    this.#abort.abort();
  }

  /** Asks, sends, counts. */
  async run(subject: CanarySubject, title: string): Promise<void> {
    const requests = await askCount(`${title} (1/2)`);
    if (requests === undefined) return;
    const asked = await askRequest(this.#parts, subject, `${title} (2/2)`);
    if (typeof asked === "string") this.#parts.services.show(shiftIsRefused(title, asked));
    if (asked === undefined || typeof asked === "string") return;
    const text = l10n.t`Send ${requests} requests to ${subject.name} in ${placeWords(subject)} through its ingress?`;
    const question = { text, detail: l10n.t`${AT_ONCE} at a time.`, yes: l10n.t("Send") };
    if (!(await mayLoad(this.#parts.services, { title, context: subject.context, question }))) return;
    this.cancel();
    this.#abort = new AbortController();
    await this.#send(subject, asked, requests, this.#abort.signal);
  }

  async #send(subject: CanarySubject, asked: VerifyRequest, total: number, signal: AbortSignal): Promise<void> {
    const { verifySplit } = await this.#parts.engine();
    const { createSender } = await import("../../live/predict/index.ts");
    const sender = createSender(subject.session);
    let done = 0;
    const show = (verified: VerifiedSplit | string | undefined): void => {
      if (signal !== this.#abort.signal) return;
      this.#shown = shownProof({ done, total }, verified);
      this.#onChange();
    };
    show(undefined);
    const timer = setInterval(() => show(undefined), 250);
    try {
      const verified = await verifySplit(subject.session, nameOf(subject), {
        ...{ requests: total, concurrency: AT_ONCE, signal },
        send: () => sender.send(asked.request, { secrets: name => asked.secrets(name), signal }),
        onProgress: count => (done = count),
      });
      clearInterval(timer);
      show(signal.aborted ? l10n.t`Cancelled after ${done} of ${total} requests.` : verified);
    } catch (error) {
      show(reasonOf(error));
    } finally {
      clearInterval(timer);
      await sender.close();
    }
  }
}

async function askCount(title: string): Promise<number | undefined> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt: l10n.t("How many requests? The more, the narrower the interval: 1,000 tell 10 % to within about 2 points."),
    value: "1000",
    validateInput: text =>
      /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_REQUESTS
        ? undefined
        : l10n.t`A whole number from 1 to ${MOST_REQUESTS}.`,
  });
  return typed === undefined ? undefined : Number(typed);
}
