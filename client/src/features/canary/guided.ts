// What people do to a guided canary from this window: begin, pause, resume, take over, abort, read its report.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { CanaryChoice, Rollout } from "../../../../schemas/src/index.ts";
import type { Patchable, PlanRefusal, Split } from "../../domain/canary/index.ts";
import type { ChangeResult, LiveDeployment } from "../../live/canary/index.ts";
import { SELDON_DEPLOYMENTS } from "../../live/index.ts";
import { audit } from "../../ui/audit.ts";
import { noCanaryRuns, rolloutCannotBegin, shiftConflict, shiftIsRefused } from "../../ui/canary-messages.ts";
import { areWritesPossible, mayWrite } from "../../ui/write-consent.ts";
import type { CanaryEngine, CanaryParts } from "./canary-parts.ts";
import { nameOf, placeWords, type CanarySubject } from "./canary-subject.ts";
import type { CanaryWatches } from "./canary-watches.ts";
import { planOfChoice } from "./rollout-choice.ts";

export class GuidedCanaries {
  readonly #parts: CanaryParts;
  readonly #watches: CanaryWatches;

  constructor(parts: CanaryParts, watches: CanaryWatches) {
    this.#parts = parts;
    this.#watches = watches;
  }

  /** Writes the plan onto the deployment, and drives it from this window. */
  async start(subject: CanarySubject, choice: CanaryChoice, title: string): Promise<void> {
    const { services, choices } = this.#parts;
    if (!areWritesPossible(services, title)) return;
    const plan = planOfChoice(choice, choices.policy);
    if (typeof plan === "string") {
      services.show(rolloutCannotBegin([plan]));
      return;
    }
    const engine = await this.#parts.engine();
    const { session, namespace, name } = subject;
    const live = await session.get({ type: SELDON_DEPLOYMENTS, namespace, name });
    const targets = await engine.findIngressTargets(session, live);
    const by = subject.session.context.user ?? "somebody";
    let problems: readonly string[] = [];
    const make = (split: Split): Rollout | PlanRefusal => {
      const rollout = engine.newRollout(plan, split, by, Date.now());
      problems = engine.rolloutProblems(rollout.plan, split, targets);
      return problems.length === 0 ? rollout : { kind: "refused", reason: problems.join(" ") };
    };
    const trial = await engine.startRollout(subject.session, nameOf(subject), make, { isDryRun: true });
    if (trial.kind !== "changed") {
      services.show(rolloutCannotBegin(trial.kind === "refused" ? [trial.reason] : trial.words));
      return;
    }
    if (!(await this.#mayStart(subject, trial.before, choice, title))) return;
    const begun = await engine.startRollout(subject.session, nameOf(subject), make);
    if (begun.kind !== "changed") {
      services.show(rolloutCannotBegin(begun.kind === "refused" ? [begun.reason] : begun.words));
      return;
    }
    audit(
      services,
      subject.session,
      `began a guided canary of ${choice.canary} on ${subject.name} in ${placeWords(subject)}`,
    );
    await this.#watches.drive(subject);
  }

  async pause(subject: CanarySubject, title: string): Promise<void> {
    await this.#change(subject, title, "paused", (engine, rollout, by) => engine.pauseRollout(rollout, by, Date.now()));
  }

  /** And drives it from here. */
  async resume(subject: CanarySubject, title: string): Promise<void> {
    const isDone = await this.#change(subject, title, "resumed", (engine, rollout, by) =>
      engine.resumeRollout(rollout, by, Date.now()),
    );
    if (isDone) await this.#watches.drive(subject);
  }

  async takeOver(subject: CanarySubject, title: string): Promise<void> {
    const { services } = this.#parts;
    const text = l10n.t`Drive the guided canary of ${subject.name} in ${placeWords(subject)} from this window?`;
    const detail = l10n.t(
      "It goes on with its plan, as soon as nobody else drives it. What its step has measured is measured anew.",
    );
    const question = { text, detail, yes: l10n.t("Take Over") };
    if (await mayWrite(services, { title, context: subject.context, question })) await this.#watches.drive(subject);
  }

  /** Back to the split before the rollout. @returns false where there is none to abort */
  async abort(subject: CanarySubject, title: string): Promise<boolean> {
    const { services } = this.#parts;
    const decoded = await this.#rollout(subject);
    if (decoded?.state.phase !== "running" && decoded?.state.phase !== "paused") return false;
    const engine = await this.#parts.engine();
    const by = subject.session.context.user ?? "somebody";
    const aborted = engine.abortRollout(decoded, by, Date.now());
    if (!aborted) return false;
    const text = l10n.t`Abort the guided canary of ${decoded.plan.canary} on ${subject.name} in ${placeWords(subject)}?`;
    const detail = l10n.t`Its split goes back to ${engine.splitWords(aborted.after)}.`;
    const question = { text, detail, yes: l10n.t("Abort and Go Back") };
    if (!(await mayWrite(services, { title, context: subject.context, question }))) return true;
    const canary = await this.#watches.look(subject);
    try {
      if (await canary.abort()) audit(services, subject.session, `aborted the guided canary on ${subject.name}`);
      else services.show(shiftConflict(subject.name, []));
      await this.#watches.turnNow(subject);
    } finally {
      await this.#watches.unlook(subject);
    }
    return true;
  }

  async forget(subject: CanarySubject, title: string): Promise<void> {
    const { services } = this.#parts;
    if (!areWritesPossible(services, title)) return;
    const { forgetRollout } = await this.#parts.engine();
    const text = l10n.t`Take the ended guided canary off ${subject.name} in ${placeWords(subject)}?`;
    const question = { text, detail: l10n.t("Its report is gone then, unless you keep it."), yes: l10n.t("Forget It") };
    if (!(await mayWrite(services, { title, context: subject.context, question, isDecided: true }))) return;
    this.#tell(subject, title, await forgetRollout(subject.session, nameOf(subject)));
    await this.#watches.turnNow(subject);
  }

  async showReport(subject: CanarySubject): Promise<void> {
    const rollout = await this.#rollout(subject);
    if (!rollout) {
      this.#parts.services.show(noCanaryRuns(subject.name));
      return;
    }
    const { rolloutReport } = await this.#parts.engine();
    const text = rolloutReport(`${subject.namespace}/${subject.name}`, rollout);
    const uri = this.#parts.documents.add(`Guided canary of ${subject.name}.md`, text);
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  }

  async #mayStart(
    subject: CanarySubject,
    before: LiveDeployment,
    choice: CanaryChoice,
    title: string,
  ): Promise<boolean> {
    const engine = await this.#parts.engine();
    const split = engine.splitOf(before.spec?.predictors ?? []);
    const plan = planOfChoice(choice, this.#parts.choices.policy);
    if (typeof plan === "string") return false;
    const detail = [
      l10n.t`From ${engine.splitWords(split)}, ${choice.canary} goes to ${choice.steps.map(step => `${step} %`).join(", ")}.`,
      l10n.t`Each step is watched for ${choice.holdSeconds} s at least: ${engine.gateWords(plan.gates)}.`,
      l10n.t("Where a gate fails it goes back by itself. It is driven from this window; another one can take over."),
      l10n.t("The plan is kept in the deployment's annotations, which restarts no pod."),
    ].join("\n");
    const text = l10n.t`Begin a guided canary of ${choice.canary} on ${subject.name} in ${placeWords(subject)}?`;
    return await mayWrite(this.#parts.services, {
      ...{ title, context: subject.context },
      question: { text, detail, yes: l10n.t("Start") },
    });
  }

  /** Small enough that it is asked about in protected contexts only. */
  async #change(
    subject: CanarySubject,
    title: string,
    deed: string,
    change: (engine: CanaryEngine, rollout: Rollout, by: string) => Rollout,
  ): Promise<boolean> {
    const { services } = this.#parts;
    if (!(await this.#rollout(subject))) {
      services.show(noCanaryRuns(subject.name));
      return false;
    }
    const question = { text: l10n.t`${title} of ${subject.name} in ${placeWords(subject)}?`, detail: "", yes: title };
    if (!(await mayWrite(services, { title, context: subject.context, question, isDecided: true }))) return false;
    const engine = await this.#parts.engine();
    const by = subject.session.context.user ?? "somebody";
    const result = await engine.changeRollout(subject.session, nameOf(subject), rollout => change(engine, rollout, by));
    if (this.#tell(subject, title, result)) {
      audit(services, subject.session, `${deed} the guided canary on ${subject.name} in ${placeWords(subject)}`);
    }
    await this.#watches.turnNow(subject);
    return result.kind === "changed";
  }

  #tell(subject: CanarySubject, title: string, result: ChangeResult<Patchable>): boolean {
    if (result.kind === "refused") this.#parts.services.show(shiftIsRefused(title, result.reason));
    if (result.kind === "conflict") this.#parts.services.show(shiftConflict(subject.name, result.words));
    return result.kind === "changed";
  }

  async #rollout({ session, namespace, name }: CanarySubject): Promise<Rollout | undefined> {
    const { rolloutOf } = await this.#parts.engine();
    const decoded = rolloutOf(await session.get({ type: SELDON_DEPLOYMENTS, namespace, name }));
    if (decoded.kind === "unreadable") throw new Error(decoded.reason);
    return decoded.kind === "ok" ? decoded.value : undefined;
  }
}
