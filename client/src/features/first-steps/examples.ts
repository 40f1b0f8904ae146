// The examples that come with the extension: what each is, for people who have no manifest of their own yet.
import * as l10n from "@vscode/l10n";

export interface Example {
  /** Below `examples/` of the installed extension. */
  readonly path: string;
  readonly label: string;
  readonly description: string;
}

/** The ones that work first, then the diary in its order. */
export function examples(): readonly Example[] {
  return [
    {
      path: "canary.yaml",
      label: l10n.t("Canary"),
      description: l10n.t("two predictors that share the requests; serves in the playground"),
    },
    {
      path: "shadow.yaml",
      label: l10n.t("Shadow"),
      description: l10n.t("a new model that gets a copy of every request"),
    },
    {
      path: "diary/final.yaml",
      label: l10n.t("The diary's end"),
      description: l10n.t("an MLflow model with its Secret, memory and probes; serves in the playground"),
    },
    ...attempts().map(([path, description], index) => ({
      path: `diary/${path}`,
      label: l10n.t("The diary, attempt {0}", index + 1),
      description,
    })),
  ];
}

function attempts(): readonly (readonly [path: string, description: string])[] {
  return [
    ["01-duplicate-volume.yaml", l10n.t("a volume that the operator adds, too")],
    ["02-initializer-without-model-uri.yaml", l10n.t("an initializer that is not told what to copy")],
    ["03-rclone-conf-nobody-reads.yaml", l10n.t("an rclone.conf where nobody reads it")],
    ["04-secret-without-remote.yaml", l10n.t("a Secret that defines no remote")],
    ["05-placeholder-left-in.yaml", l10n.t("a placeholder left in the model URI")],
    ["06-wrong-server.yaml", l10n.t("a server that looks for another file")],
    ["07-unknown-parameter.yaml", l10n.t("a parameter that the model's class does not know")],
    ["08-conda-out-of-memory.yaml", l10n.t("too little memory for conda")],
    ["09-killed-while-starting.yaml", l10n.t("a liveness probe that kills a slow start")],
    ["10-late-liveness.yaml", l10n.t("a liveness probe that begins too late to help")],
  ];
}
