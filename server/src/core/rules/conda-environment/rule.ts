// A model's conda.yaml that takes long to solve, or gives something else each time (S19).
import * as l10n from "@vscode/l10n";
import { defineResourceRule, suggestion, type DeploymentContext } from "../../lint/rule.ts";
import { allEdits, setValue } from "../../yaml/index.ts";
import { askedPackages, isOfModel, type AskedPackage } from "../model-requirements/asked-packages.ts";
import { isTool, isUnpinned, MANY_PACKAGES } from "./judge-packages.ts";

export const condaEnvironment = defineResourceRule({
  id: "conda-environment",
  severity: "information",
  title: "Prefer pinned and small environments for models",
  why: "mlflowserver solves and installs `conda.yaml` at every start of the container. Packages without a version, hundreds of candidates and tools for notebooks make that slow, change the model's answers from one restart to the next, or end in `ResolvePackageNotFound` and `Solving environment: failed`.",
  remedy:
    "Pin each package, as `requirements.txt` beside it does; take out what the model does not import; use conda-forge.",
  failureModes: ["S19"],
  resources: ["CondaEnvironment"],
  messages: {
    unpinned: {
      text: "No version is given for {packages}. Each start of the server may get another one, and the solver tries them all. Pin {them}.",
    },
    noPython: {
      text: "No version of Python is given, so that the server gets the newest one, for which other packages may not exist. Pin it.",
    },
    defaultsChannel: {
      text: "The channel defaults is slow to solve and asks companies for a licence. Use conda-forge.",
    },
    heavy: {
      text: "These are {count} packages, which are downloaded and solved at every start of mlflowserver. Leave out what the model does not import, or build an image with them.",
    },
    notebook: {
      text: "{package} is a tool for notebooks and tests, which no model needs to be served. Leave it out: each package makes the start longer.",
    },
    twoFrameworks: {
      text: "TensorFlow and PyTorch together take gigabytes and minutes at every start. Leave out the one that the model does not use.",
    },
  },
  check(context) {
    if (context.isExcerpt || !isOfModel(context)) return;
    const asked = askedPackages(context.resource, context.document);
    reportVersions(context, asked);
    reportWeight(context, asked);
  },
});

type Context = DeploymentContext<"unpinned" | "noPython" | "defaultsChannel" | "heavy" | "notebook" | "twoFrameworks">;

function reportVersions(
  { resource: { at }, document, elsewhere, fileName, report }: Context,
  asked: readonly AskedPackage[],
): void {
  const dependencies = at.key("dependencies");
  const unpinned = asked.filter(isUnpinned);
  const [first] = unpinned;
  if (first) {
    const names = unpinned.map(({ name }) => name);
    const folder = /^(.*)\//.exec(fileName ?? "")?.[1] ?? ".";
    const known = elsewhere({ kind: "Requirements", name: folder })[0]?.packages ?? [];
    const pins = unpinned.flatMap(one => {
      const pin = known.find(({ name, specifier }) => name === one.name && specifier.startsWith("=="))?.specifier;
      return pin === undefined ? [] : [{ one, text: one.installer === "conda" ? pin.replace("==", "=") : pin }];
    });
    const edits = pins.map(({ one, text }) => setValue(document, one.at, (one.at.string() ?? "") + text));
    const isWhole = pins.length === unpinned.length;
    const fixes = isWhole
      ? [suggestion(l10n.t`Pin ${names.join(l10n.t(" and "))} as requirements.txt does`, allEdits(...edits))]
      : [];
    report({
      at: first.at,
      message: "unpinned",
      data: { packages: names.join(", "), them: names.length === 1 ? l10n.t("it") : l10n.t("them") },
      fixes,
    });
  }
  const python = asked.find(({ name }) => name === "python");
  if (!python || python.specifier === "") report({ at: python?.at ?? dependencies, message: "noPython" });
}

function reportWeight({ resource: { at }, document, report }: Context, asked: readonly AskedPackage[]): void {
  for (const channel of at.key("channels").items()) {
    if (channel.string() !== "defaults") continue;
    const hasForge = at
      .key("channels")
      .items()
      .some(other => other.string() === "conda-forge");
    const fixes = hasForge
      ? []
      : [suggestion(l10n.t("Use conda-forge instead"), setValue(document, channel, "conda-forge"))];
    report({ at: channel, message: "defaultsChannel", fixes });
  }
  if (asked.length > MANY_PACKAGES)
    report({ at: at.key("dependencies"), message: "heavy", data: { count: asked.length } });
  for (const one of asked) if (isTool(one)) report({ at: one.at, message: "notebook", data: { package: one.name } });
  const torch = asked.find(({ name }) => name === "torch" || name === "pytorch");
  if (torch && asked.some(({ name }) => name === "tensorflow")) report({ at: torch.at, message: "twoFrameworks" });
}
