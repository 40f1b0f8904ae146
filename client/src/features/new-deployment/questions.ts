// The questions of "New SeldonDeployment…": pattern, model, server, addresses, Secret, name, namespace.
import * as l10n from "@vscode/l10n";
import type { AuthoringResult, WorkspaceResource } from "../../../../schemas/src/index.ts";
import {
  deploymentNameProblem,
  isOldModel,
  modelUriProblem,
  nameFrom,
  namespaceProblem,
  needsNoSecret,
  offeredServers,
  PATTERNS,
  patternOf,
  proposedUri,
  schemeOf,
  secretNameProblem,
  STORES,
  tellingName,
  usualRemote,
  type ModelServer,
  type PatternId,
  type StoreKind,
} from "../../domain/patterns/index.ts";
import { pick, typeLine, type Choice, type Step } from "../../ui/steps.ts";

/** What has been chosen so far, and what it is chosen from. */
export interface Draft {
  readonly known: AuthoringResult;
  readonly pattern?: PatternId;
  /** A model of the workspace; null where its address is typed without one. */
  readonly model?: WorkspaceResource | null;
  readonly server?: ModelServer;
  readonly uris: readonly string[];
  readonly secret?: SecretChoice;
  readonly name?: string;
  /** In MLflow's registry, that the first model was taken from, and the address that it led to. */
  readonly alias?: { readonly uri: string; readonly leadsTo: string };
  /** Empty: left to whoever applies it. */
  readonly namespace?: string;
}

export type SecretChoice =
  | { readonly kind: "none" }
  | { readonly kind: "known"; readonly name: string; readonly namespace: string | undefined }
  | { readonly kind: "other"; readonly name?: string }
  | { readonly kind: "new"; readonly store?: StoreKind; readonly name?: string };

export const QUESTIONS: readonly Step<Draft>[] = [
  askPattern(),
  askModel(),
  askServer(),
  askUri(0),
  askUri(1),
  askSecret(),
  askStore(),
  askSecretName(),
  askName(),
  askNamespace(),
];

function askPattern(): Step<Draft> {
  return {
    applies: () => true,
    ask: async (draft, progress) => {
      const choices = PATTERNS.map(({ id, title, detail }) => ({ label: title, detail, value: id }));
      const answer = await pick(progress, { placeholder: l10n.t("What is it to be?"), choices, active: draft.pattern });
      return answer === undefined || answer === "back" ? answer : { ...draft, pattern: answer.value };
    },
  };
}

function modelsOf({ pattern }: Draft): readonly string[] {
  return pattern === undefined ? [] : patternOf(pattern).models;
}

/** Only where no model was given, and there are some. */
function askModel(): Step<Draft> {
  return {
    applies: draft => draft.model === undefined && draft.known.models.length > 0 && modelsOf(draft).length > 0,
    ask: async (draft, progress) => {
      const choices: Choice<WorkspaceResource | null>[] = [
        ...draft.known.models.map(model => ({ label: model.name, description: flavorWords(model), value: model })),
        { label: l10n.t("Another model"), description: l10n.t("its address is asked for next"), value: null },
      ];
      const answer = await pick(progress, { placeholder: l10n.t("Which model of the workspace?"), choices });
      return answer === undefined || answer === "back" ? answer : { ...draft, model: answer.value };
    },
  };
}

function flavorWords({ model }: WorkspaceResource): string {
  const flavors = (model?.flavors ?? []).filter(flavor => flavor !== "python_function").join(", ");
  return [flavors, model?.mlflowVersion && l10n.t`MLflow ${model.mlflowVersion}`].filter(Boolean).join(" · ");
}

function serversFor({ pattern, known, model }: Draft): readonly ModelServer[] {
  if (pattern === undefined) return [];
  const servers = offeredServers(patternOf(pattern), known.seldonVersion, model ? isOldModel(model) : false);
  const forMlflow = servers.filter(({ implementation }) => implementation === "MLFLOW_SERVER");
  const others = servers.filter(({ implementation }) => implementation !== "MLFLOW_SERVER");
  return model ? [...forMlflow, ...others] : servers;
}

const SERVES: Readonly<Record<ModelServer["implementation"], string>> = {
  SKLEARN_SERVER: l10n.t("scikit-learn, saved with joblib"),
  XGBOOST_SERVER: l10n.t("XGBoost, saved in its binary format"),
  MLFLOW_SERVER: l10n.t("a folder with an MLmodel"),
  TENSORFLOW_SERVER: l10n.t("a TensorFlow SavedModel in numbered folders"),
  TRITON_SERVER: l10n.t("a Triton model repository"),
  HUGGINGFACE_SERVER: l10n.t("a pipeline of the Hugging Face Hub"),
};

function askServer(): Step<Draft> {
  return {
    applies: draft => serversFor(draft).length > 1,
    ask: async (draft, progress) => {
      const choices = serversFor(draft).map(server => ({
        label: server.implementation,
        description: server.protocol === "v2" ? l10n.t("protocol v2, in MLServer") : "",
        detail: SERVES[server.implementation],
        value: server,
      }));
      const placeholder = l10n.t`What serves it? Seldon Core ${draft.known.seldonVersion} (setting seldon.version)`;
      const answer = await pick(progress, { placeholder, choices, active: draft.server });
      return answer === undefined || answer === "back" ? answer : { ...draft, server: answer.value };
    },
  };
}

function askUri(index: 0 | 1): Step<Draft> {
  return {
    applies: draft => modelsOf(draft).length > index,
    ask: async (draft, progress) => {
      const label = modelsOf(draft)[index] ?? "Model";
      const value = draft.uris[index] ?? proposal(draft, index);
      const answer = await typeLine(progress, {
        prompt: l10n.t`${label}: its address in the store, as the cluster reaches it`,
        value,
        problem: modelUriProblem,
      });
      if (answer === undefined || answer === "back") return answer;
      return { ...draft, uris: draft.uris.toSpliced(index, 1, answer.value) };
    },
  };
}

function proposal({ known, model, uris, pattern }: Draft, index: number): string {
  const [first] = uris;
  if (index > 0 && first !== undefined) return `${first}-${pattern === "explainer" ? "explainer" : "next"}`;
  return proposedUri(model?.name ?? "my-model", usualRemote(known.secrets));
}

function needsSecret({ uris }: Draft): boolean {
  return uris.some(uri => !needsNoSecret(uri));
}

function askSecret(): Step<Draft> {
  return {
    applies: draft => modelsOf(draft).length > 0 && needsSecret(draft),
    ask: async (draft, progress) => {
      const placeholder = l10n.t("Which Secret has the store's credentials?");
      const answer = await pick(progress, { placeholder, choices: secretChoices(draft) });
      return answer === undefined || answer === "back" ? answer : { ...draft, secret: answer.value };
    },
  };
}

/** Those that define the remote of the address come first. */
function secretChoices({ known, uris }: Draft): readonly Choice<SecretChoice>[] {
  const remote = schemeOf(uris.find(uri => !needsNoSecret(uri)) ?? "")?.toLowerCase() ?? "";
  const fits = ({ remotes = [] }: WorkspaceResource): boolean => remotes.some(({ name }) => name === remote);
  const sorted = known.secrets.toSorted((a, b) => Number(fits(b)) - Number(fits(a)));
  return [
    ...sorted.map((secret): Choice<SecretChoice> => ({
      label: secret.name,
      description: [secret.namespace, fits(secret) ? l10n.t`defines the remote ${remote}` : ""]
        .filter(Boolean)
        .join(" · "),
      detail: secret.file,
      value: { kind: "known", name: secret.name, namespace: secret.namespace },
    })),
    {
      label: l10n.t("New Secret…"),
      detail: l10n.t("Is written below the deployment, with values to fill in"),
      value: { kind: "new" },
    },
    { label: l10n.t("Another Secret…"), detail: l10n.t("One of the cluster, by its name"), value: { kind: "other" } },
    {
      label: l10n.t("None"),
      detail: l10n.t("The operator has a default Secret for all models"),
      value: { kind: "none" },
    },
  ];
}

function askStore(): Step<Draft> {
  return {
    applies: ({ secret }) => secret?.kind === "new",
    ask: async (draft, progress) => {
      const choices = STORES.map(({ kind, title }) => ({ label: title, value: kind }));
      const answer = await pick(progress, { placeholder: l10n.t("What kind of store is it?"), choices });
      if (answer === undefined || answer === "back") return answer;
      return { ...draft, secret: { kind: "new", store: answer.value } };
    },
  };
}

function askSecretName(): Step<Draft> {
  return {
    applies: ({ secret }) => secret?.kind === "new" || secret?.kind === "other",
    ask: async (draft, progress) => {
      const answer = await typeLine(progress, {
        prompt: l10n.t("Name of the Secret"),
        value: "models-store",
        problem: secretNameProblem,
      });
      if (answer === undefined || answer === "back") return answer;
      const { secret } = draft;
      if (secret?.kind !== "new" && secret?.kind !== "other") return draft;
      return { ...draft, secret: { ...secret, name: answer.value } };
    },
  };
}

function askName(): Step<Draft> {
  return {
    applies: () => true,
    ask: async (draft, progress) => {
      const folder = draft.model?.name ?? draft.uris[0]?.replace(/^[^:]*:\/*/, "") ?? "";
      const value = draft.name ?? nameFrom(tellingName(folder));
      const answer = await typeLine(progress, {
        prompt: l10n.t("Name of the SeldonDeployment"),
        value,
        problem: deploymentNameProblem,
      });
      return answer === undefined || answer === "back" ? answer : { ...draft, name: answer.value };
    },
  };
}

function askNamespace(): Step<Draft> {
  return {
    applies: () => true,
    ask: async (draft, progress) => {
      const { secret, known } = draft;
      const ofSecret = secret?.kind === "known" ? secret.namespace : undefined;
      const value = draft.namespace ?? ofSecret ?? known.namespaces[0] ?? "";
      const prompt = l10n.t(
        "Namespace; leave it empty to name none in the file. The Secret has to be in the same one.",
      );
      const answer = await typeLine(progress, { prompt, value, problem: namespaceProblem });
      return answer === undefined || answer === "back" ? answer : { ...draft, namespace: answer.value };
    },
  };
}
