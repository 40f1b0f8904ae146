// What is asked for a new Secret: the model, the store, its settings and keys, a name.
import * as l10n from "@vscode/l10n";
import { modelUriProblem, schemeOf, secretNameProblem } from "../../domain/patterns/index.ts";
import {
  fieldProblem,
  fieldValue,
  formsFor,
  type SecretField,
  type StoreForm,
} from "../../domain/store-secret/index.ts";
import { pick, typeLine, type Step } from "../../ui/steps.ts";

export interface SecretDraft {
  readonly modelUri: string | undefined;
  readonly form: StoreForm | undefined;
  /** By option; in memory only. */
  readonly answers: ReadonlyMap<string, string>;
  readonly name: string | undefined;
  /** What was known before, and so is not asked. */
  readonly isGiven: { readonly modelUri: boolean; readonly name: boolean };
}

/** What suggestions of the linter name it, too. */
const USUAL_NAME = "seldon-rclone-secret";
/** Of the longest form. */
const MOST_FIELDS = 4;

export const QUESTIONS: readonly Step<SecretDraft>[] = [
  askModel(),
  askStore(),
  ...Array.from({ length: MOST_FIELDS }, (_, index) => askField(index)),
  askName(),
];

/** The remote that the model URI names: variables bear its name. */
export function remoteOf({ modelUri = "" }: Pick<SecretDraft, "modelUri">): string {
  return schemeOf(modelUri) ?? "s3";
}

function askModel(): Step<SecretDraft> {
  return {
    applies: ({ isGiven }) => !isGiven.modelUri,
    ask: async (draft, progress) => {
      const prompt = l10n.t("Address of a model that the Secret is to reach; it is listed before anything is applied");
      const value = draft.modelUri ?? "s3://";
      const answer = await typeLine(progress, { prompt, value, problem: modelUriProblem });
      return answer === undefined || answer === "back" ? answer : { ...draft, modelUri: answer.value };
    },
  };
}

function askStore(): Step<SecretDraft> {
  return {
    applies: () => true,
    ask: async (draft, progress) => {
      const remote = remoteOf(draft);
      const choices = formsFor(remote).map(form => ({ label: form.title, value: form }));
      const placeholder = l10n.t`Which store does ${`${remote}:`} stand for?`;
      const answer = await pick(progress, { placeholder, choices, active: draft.form });
      if (answer === undefined || answer === "back") return answer;
      // What another store was asked for does not fit this one.
      const isSame = answer.value === draft.form;
      return { ...draft, form: answer.value, answers: isSame ? draft.answers : new Map<string, string>() };
    },
  };
}

function askField(index: number): Step<SecretDraft> {
  return {
    applies: ({ form }) => form?.fields[index] !== undefined,
    ask: async (draft, progress) => {
      const field = draft.form?.fields[index];
      if (!field) return draft;
      const answer = await typeLine(progress, fieldLine(field, draft.answers.get(field.option)));
      if (answer === undefined || answer === "back") return answer;
      return { ...draft, answers: new Map([...draft.answers, [field.option, fieldValue(field, answer.value)]]) };
    },
  };
}

/** @param known from before; a credential is typed anew */
export function fieldLine(field: SecretField, known: string | undefined): Parameters<typeof typeLine>[1] {
  const { label, prompt, isCredential, example = "" } = field;
  return {
    prompt: `${label}: ${prompt}`,
    value: isCredential ? "" : (known ?? example),
    isPassword: isCredential,
    problem: text => fieldProblem(field, text),
  };
}

function askName(): Step<SecretDraft> {
  return {
    applies: ({ isGiven }) => !isGiven.name,
    ask: async (draft, progress) => {
      const prompt = l10n.t("Name of the Secret, which units name as envSecretRefName");
      const answer = await typeLine(progress, { prompt, value: draft.name ?? USUAL_NAME, problem: secretNameProblem });
      return answer === undefined || answer === "back" ? answer : { ...draft, name: answer.value };
    },
  };
}
