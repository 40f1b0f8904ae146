// A pod and its containers as lines of a description.
import * as l10n from "@vscode/l10n";
import { parseTime, type ContainerNode, type Info, type PodNode, type TreeNode } from "../../domain/index.ts";
import { ageWords, columns, indented, oneLine } from "./text.ts";

/** @param now milliseconds since the epoch */
export function podLines(pod: PodNode, infos: ReadonlyMap<TreeNode, Info>, now: number): string[] {
  const { metadata, spec, status } = pod.object;
  const facts = [
    status?.phase ?? l10n.t("no phase yet"),
    spec?.nodeName === undefined ? l10n.t("on no node yet") : l10n.t`on ${spec.nodeName}`,
    pod.isNewest ? "" : l10n.t("of an earlier version"),
    status?.reason ?? "",
  ].filter(Boolean);
  return [
    l10n.t`Pod ${metadata.name}: ${facts.join(", ")}`,
    ...(status?.message ? indented([oneLine(status.message)]) : []),
    ...pod.containers.flatMap(container => indented(containerLines(container, infos.get(container), now))),
  ];
}

function containerLines(container: ContainerNode, info: Info | undefined, now: number): string[] {
  const { name, isInit, spec, status } = container;
  const reason = info?.reason;
  return [
    `${isInit ? l10n.t("Init container") : l10n.t("Container")} ${name}`,
    ...indented(
      columns([
        ["Image:", spec.image ?? ""],
        ["State:", stateWords(status?.state, now)],
        ...(status?.lastState?.terminated ? [["Before:", stateWords(status.lastState, now)]] : []),
        ["Ready:", status?.ready === true ? l10n.t("yes") : l10n.t("no")],
        ["Restarts:", `${status?.restartCount ?? 0}`],
        ...(reason === undefined || info?.state === "ready" ? [] : [["Reason:", oneLine(reason)]]),
      ]),
    ),
  ];
}

type State = NonNullable<ContainerNode["status"]>["state"];

function stateWords(state: State, now: number): string {
  if (state?.running) return joined("running", ago("since", state.running.startedAt, now));
  if (state?.terminated) {
    const { exitCode, reason, message, finishedAt } = state.terminated;
    return joined("ended", l10n.t`exit ${exitCode}`, reason, ago("at", finishedAt, now), message);
  }
  if (state?.waiting) return joined("waiting", state.waiting.reason, state.waiting.message);
  return l10n.t("not started");
}

function ago(word: string, time: string | undefined, now: number): string | undefined {
  const at = parseTime(time ?? "");
  return time === undefined || at === undefined ? undefined : l10n.t`${word} ${time} (${ageWords(now - at)} ago)`;
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.flatMap(part => (part === undefined || part === "" ? [] : oneLine(part))).join(", ");
}
