// Asks the cluster what a deploy would do, and the user about what others own.
import * as l10n from "@vscode/l10n";
import {
  conflictsToAsk,
  pathWords,
  sourceOwnerOf,
  targetWords,
  type Difference,
  type FieldConflict,
} from "../../domain/deploy/index.ts";
import { isKubeError, type ClusterSession } from "../../kube/port.ts";
import {
  itemWords,
  previewItem,
  type DeployItem,
  type ItemPreview,
  type ReadyPreview,
} from "../../live/deploy/index.ts";
import { audit } from "../../ui/audit.ts";
import { confirm } from "../../ui/confirm.ts";
import { clusterRefuses } from "../../ui/deploy-messages.ts";
import { mayWrite } from "../../ui/write-consent.ts";
import type { DeployParts } from "./deploy-parts.ts";
import { NAMESPACES } from "./deploy-target.ts";
import type { Prepared, Sending } from "./prepare.ts";

export interface Judged {
  readonly previews: readonly ReadyPreview[];
  /** In sentences: API warnings, tools that own the object, fields that are taken over. */
  readonly notes: readonly string[];
}

/**
 * The dry run of everything, in the order in which it is applied.
 * @param isComparing nothing will be applied, so that fields of others are no question
 * @returns undefined where something is refused, which the user was told, or where the user said no
 */
export async function judge(parts: DeployParts, prepared: Prepared, isComparing = false): Promise<Judged | undefined> {
  const previews: ReadyPreview[] = [];
  const notes: string[] = [];
  const refused: { sending: Sending; preview: Extract<ItemPreview, { kind: "refused" }> }[] = [];
  for (const sending of prepared.sendings) {
    let preview = await previewItem(prepared.session, sending.item, { isForced: isComparing });
    if (preview.kind === "conflict") {
      if (!(await mayTakeOver(prepared, sending.item, preview.conflicts))) return undefined;
      notes.push(l10n.t`${itemWords(sending.item)}: fields of ${ownersOf(preview.conflicts)} are taken over.`);
      preview = await previewItem(prepared.session, sending.item, { isForced: true });
    }
    if (preview.kind === "ready") previews.push(preview);
    else if (preview.kind === "refused") refused.push({ sending, preview });
    else throw preview.error;
  }
  if (refused.length > 0) {
    await tellRefusals(parts, refused);
    return undefined;
  }
  return { previews, notes: [...notes, ...previews.flatMap(notesOf)] };
}

/** Asks for namespaces that are not there: nothing can be tried out in them. False where the user said no. */
export async function ensureNamespaces(
  { services }: DeployParts,
  { session, sendings, target }: Prepared,
  title: string,
): Promise<boolean> {
  const names = new Set(sendings.flatMap(({ item }) => item.object.metadata.namespace ?? []));
  for (const name of names) {
    if (await exists(session, name)) continue;
    const question = {
      text: l10n.t`The namespace ${name} does not exist in ${target.context}. Create it?`,
      detail: l10n.t("Without it the API server cannot try out what would be deployed."),
      yes: l10n.t("Create Namespace"),
    };
    if (!(await mayWrite(services, { title, context: target.context, question }))) return false;
    await session.create(NAMESPACES, { apiVersion: "v1", kind: "Namespace", metadata: { name } });
    audit(services, session, `created Namespace ${name} in ${target.context}`);
  }
  return true;
}

/** A namespace that may not be read is taken to be there: whoever works in it often has no right to look at itself. */
async function exists(session: ClusterSession, name: string): Promise<boolean> {
  try {
    await session.get({ type: NAMESPACES, name });
    return true;
  } catch (error) {
    if (!isKubeError(error)) throw error;
    if (error.reason === "not-found") return false;
    if (error.reason === "forbidden") return true;
    throw error;
  }
}

async function mayTakeOver(
  { target }: Prepared,
  item: DeployItem,
  conflicts: readonly FieldConflict[],
): Promise<boolean> {
  const owners = conflictsToAsk(conflicts);
  return await confirm({
    text: l10n.t`${itemWords(item)} in ${targetWords(target)} belongs in part to ${owners.map(({ who }) => who).join(", ")}. Take it over?`,
    detail: owners
      .flatMap(({ who, conflicts: fields }) => [
        `${who}:`,
        ...fields.flatMap(field => fieldLines(field, item.object.kind === "Secret")),
      ])
      .join("\n"),
    yes: l10n.t("Take Over"),
  });
}

const MOST_LINES = 12;

/** A list such as `spec.predictors` has one owner as a whole: what differs in it is what matters. */
function fieldLines({ path, differences, at }: FieldConflict, isSecret: boolean): string[] {
  const since = at === undefined ? "" : l10n.t` (since ${at})`;
  if (isSecret) return [`${pathWords(path)}${since}`];
  const lines = differences.slice(0, MOST_LINES).map(differenceWords);
  const more = differences.length > MOST_LINES ? [l10n.t`  – and ${differences.length - MOST_LINES} more`] : [];
  return [`${pathWords(path)}${since}`, ...(lines.length > 0 ? lines : [l10n.t("  – the same value")]), ...more];
}

function differenceWords({ path, before, after }: Difference): string {
  return `  – ${pathWords(path)}: ${valueWords(before)} → ${valueWords(after)}`;
}

function valueWords(value: unknown): string {
  if (value === undefined) return l10n.t("nothing");
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function ownersOf(conflicts: readonly FieldConflict[]): string {
  return conflictsToAsk(conflicts)
    .map(({ who }) => who)
    .join(", ");
}

function notesOf({ item, live, warnings, isUnchanged }: ReadyPreview): string[] {
  const owner = live && !isUnchanged ? sourceOwnerOf(live) : undefined;
  return [
    ...(owner
      ? [
          l10n.t`${itemWords(item)} comes from ${owner.tool}${owner.name === undefined ? "" : ` (${owner.name})`}: ${owner.consequence} Better change it at its source.`,
        ]
      : []),
    ...warnings.map(warning => l10n.t`The API server warns: ${warning}.`),
  ];
}

async function tellRefusals(
  { problems, services }: DeployParts,
  refused: readonly { readonly sending: Sending; readonly preview: Extract<ItemPreview, { kind: "refused" }> }[],
): Promise<void> {
  const told = await Promise.all(
    refused.map(async ({ sending: { item, source }, preview: { error } }) => {
      if (!source) return { item, said: error.message, count: 1, place: undefined };
      const refusals = await problems.show(source, item, error);
      const [range] = await problems.rangesOf(
        source,
        refusals.slice(0, 1).map(({ path }) => path),
      );
      const place = range && { uri: source.manifest.document.uri.toString(), line: range.start.line };
      return { item, said: refusals[0]?.message ?? error.message, count: refusals.length, place };
    }),
  );
  const [first] = told;
  if (!first) return;
  const more = told.reduce((sum, { count }) => sum + count, 0) - 1;
  services.show(clusterRefuses(itemWords(first.item), first.said, more, first.place));
}
