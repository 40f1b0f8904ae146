// The addresses of documents about a cluster: what is shown, and of what, so that VS Code can open them again by themselves.
import { targetOf } from "../../ui/target.ts";
import { deploymentOf, isInside, nameOf, type InsideTarget } from "./part.ts";
import { parseJson } from "../../domain/json/index.ts";

export const DOCUMENT_SCHEME = "seldon-cluster";

const VIEWS = { describe: "txt", events: "txt", live: "yaml" } as const;

export type DocumentView = keyof typeof VIEWS;

export interface DocumentAddress {
  readonly view: DocumentView;
  readonly target: InsideTarget;
}

const TITLES: Readonly<Record<DocumentView, string>> = { describe: "", events: " events", live: "" };

/** Parts of a URI; the path's end is what the tab shows. */
export function documentAddress({ view, target }: DocumentAddress): { scheme: string; path: string; query: string } {
  const { context, namespace } = deploymentOf(target);
  const folder = [context, namespace].map(encodeURIComponent).join("/");
  const file = `${objectName(target)}${TITLES[view]}.${VIEWS[view]}`.replaceAll("/", "-");
  return { scheme: DOCUMENT_SCHEME, path: `/${folder}/${file}`, query: JSON.stringify({ view, target }) };
}

/** @returns undefined for an address that no {@link documentAddress} made */
export function readDocumentAddress(query: string): DocumentAddress | undefined {
  const value = parseJson(query);
  if (typeof value !== "object" || value === null || !("view" in value)) return undefined;
  const target = targetOf(value);
  const view = viewOf(value.view);
  return view !== undefined && isInside(target) ? { view, target } : undefined;
}

/** What tells the tab from that of a row beside it. */
function objectName(target: InsideTarget): string {
  const own = nameOf(target) ?? "routes";
  switch (target.kind) {
    case "predictor":
    case "unit":
    case "routes":
      return `${target.deployment} ${own}`;
    case "container":
      return `${target.pod} ${own}`;
    default:
      return own;
  }
}

function viewOf(value: unknown): DocumentView | undefined {
  return value === "describe" || value === "events" || value === "live" ? value : undefined;
}
