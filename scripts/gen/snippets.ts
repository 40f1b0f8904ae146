// Makes snippets of the patterns that "New SeldonDeployment…" writes, so that both are the same manifests.
import { manifestText, PATTERNS, type PatternChoices } from "../../client/src/domain/patterns/index.ts";
import type { GeneratedFile } from "../gen.ts";

/** Values in the patterns that a person replaces, with the order in which the cursor comes to them. */
const PLACEHOLDERS = [
  "my-model",
  "s3://my-bucket/my-model",
  "s3://my-bucket/next-model",
  "models-store",
  "registry.example.com",
  "text-classification",
  "distilbert-base-uncased-finetuned-sst-2-english",
] as const;

const [NAME, FIRST, SECOND, SECRET] = PLACEHOLDERS;

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

export function snippetsFile(): GeneratedFile {
  const snippets = PATTERNS.flatMap(({ id, title, detail, models }): [string, Snippet][] => {
    const choices: PatternChoices = {
      pattern: id,
      name: NAME,
      modelUris: [FIRST, SECOND].slice(0, models.length),
      secret: SECRET,
    };
    return [[`SeldonDeployment: ${title}`, { prefix: `seldon-${id}`, description: detail, body: bodyOf(choices) }]];
  });
  const mlflow: PatternChoices = {
    ...{ pattern: "single", name: NAME, modelUris: [FIRST], secret: SECRET },
    server: { implementation: "MLFLOW_SERVER", protocol: "seldon" },
  };
  const description = "One MLflow model with memory and time for its conda environment.";
  const all: [string, Snippet][] = [
    ...snippets,
    ["SeldonDeployment: MLflow model", { prefix: "seldon-mlflow", description, body: bodyOf(mlflow) }],
  ];
  return { path: "snippets/patterns.json", text: `${JSON.stringify(Object.fromEntries(all), undefined, 2)}\n` };
}

function bodyOf(choices: PatternChoices): string[] {
  const numbers = new Map<string, number>();
  // The longest first, since an address holds the name.
  const words = PLACEHOLDERS.toSorted((a, b) => b.length - a.length).map(word => word.replaceAll(".", String.raw`\.`));
  const text = manifestText(choices).replaceAll("$", String.raw`\$`);
  const body = text.replaceAll(new RegExp(words.join("|"), "g"), word => {
    const number = numbers.get(word) ?? numbers.size + 1;
    numbers.set(word, number);
    return `\${${number}:${word}}`;
  });
  return [...body.trimEnd().split("\n"), "$0"];
}
