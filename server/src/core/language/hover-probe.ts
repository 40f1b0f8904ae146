// Tells how long a container has before a probe has it killed.
import * as l10n from "@vscode/l10n";
import {
  DEFAULT_LIVENESS,
  probeBudget,
  probeNumbers,
  type Container,
  type ProbeNumbers,
  type Unit,
} from "../model/index.ts";
import type { Cursor } from "../yaml/index.ts";
import { bullets, code } from "./markdown.ts";

type ProbeName = "livenessProbe" | "startupProbe";

export function isProbe(field: unknown): field is ProbeName {
  return field === "livenessProbe" || field === "startupProbe";
}

/** The budget in seconds of a probe that is written in the manifest; undefined where a template hides a number. */
export function describeProbe(container: Container, field: ProbeName): string | undefined {
  const numbers = numbersOf(container.at.key(field));
  if (!numbers) return undefined;
  const startup = numbersOf(container.at.key("startupProbe"));
  return [
    field === "startupProbe"
      ? l10n.t`**Startup budget: ${probeBudget(numbers)} s**`
      : l10n.t`**Liveness budget: ${probeBudget(numbers)} s**`,
    bullets([
      l10n.t`${arithmetic(numbers)}; a container that has not answered by then is killed and started again.`,
      field === "startupProbe"
        ? l10n.t("Until it succeeds once, the liveness and readiness probes do not run.")
        : livenessNote(startup),
    ]),
  ].join("\n\n");
}

function livenessNote(startup: ProbeNumbers | undefined): string {
  if (startup) return l10n.t`It begins when the startup probe has succeeded, which may take ${probeBudget(startup)} s.`;
  return l10n.t(
    "A container that loads a large model or builds its environment first needs a startup probe, or more time here.",
  );
}

/** A sentence on the time a unit's container has to open its port (seldon-facts §2.4). */
export function startBudget(unit: Unit): string | undefined {
  const container = unit.container?.at;
  const startup = container?.key("startupProbe");
  const liveness = container?.key("livenessProbe");
  const own = startup?.isEmpty === false ? startup : liveness?.isEmpty === false ? liveness : undefined;
  if (own) {
    const numbers = numbersOf(own);
    if (!numbers) return undefined;
    return own === startup
      ? l10n.t`Its startup probe gives it ${probeBudget(numbers)} s to start.`
      : l10n.t`Its liveness probe gives it ${probeBudget(numbers)} s to start.`;
  }
  return l10n.t`It has ${probeBudget(DEFAULT_LIVENESS)} s to open its port (the operator's liveness probe: ${arithmetic(DEFAULT_LIVENESS)}), then it is killed and started again.`;
}

function numbersOf(probe: Cursor): ProbeNumbers | undefined {
  return probe.map ? probeNumbers(probe) : undefined;
}

function arithmetic({ initialDelaySeconds, periodSeconds, failureThreshold }: ProbeNumbers): string {
  return `${code("initialDelaySeconds")} ${initialDelaySeconds} + ${code("periodSeconds")} ${periodSeconds} × ${code("failureThreshold")} ${failureThreshold}`;
}
