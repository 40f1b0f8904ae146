// MLServer's HuggingFace runtime: settings from PREDICTIVE_UNIT_PARAMETERS, the model from the Hub, not from modelUri (seldon-facts §3.6).
import type { ProgramContext } from "../../kubelet/program.ts";
import { asText, listAt, parseJson, valueAt } from "../../support/json.ts";
import { outputOf, type InferenceRequest } from "./inference.ts";
import { failure, type RuntimeFailure } from "./runtime-failure.ts";
import type { V2Model } from "./v2-api.ts";

const SETTINGS = [
  "task",
  "task_suffix",
  "pretrained_model",
  "pretrained_tokenizer",
  "framework",
  "optimum_model",
  "device",
  "inter_op_threads",
  "intra_op_threads",
];

const TASKS = [
  "audio-classification",
  "automatic-speech-recognition",
  "conversational",
  "feature-extraction",
  "fill-mask",
  "image-classification",
  "question-answering",
  "sentiment-analysis",
  "summarization",
  "table-question-answering",
  "text-classification",
  "text-generation",
  "text2text-generation",
  "token-classification",
  "translation",
  "zero-shot-classification",
];

export function huggingFaceModel(
  context: ProgramContext,
  base: { readonly name: string; readonly version: string },
): V2Model | RuntimeFailure {
  const parameters = listAt(parseJson(context.env.get("PREDICTIVE_UNIT_PARAMETERS") ?? "[]"));
  if (parameters.length === 0) return missing("Missing HuggingFace Runtime settings.");
  const values = new Map<string, string>();
  for (const parameter of parameters) {
    const name = asText(valueAt(parameter, "name")) ?? "";
    const value = asText(valueAt(parameter, "value")) ?? "";
    const type = asText(valueAt(parameter, "type")) ?? "";
    const problem = wrongParameter(name, value, type);
    if (problem !== undefined) return missing(problem);
    if (name !== "model_uri") values.set(name, value);
  }
  const unknown = [...values.keys()].find(name => !SETTINGS.includes(name));
  if (unknown !== undefined) {
    return failure(
      `pydantic.error_wrappers.ValidationError: 1 validation error for HuggingFaceSettings\n${unknown}\n  extra fields not permitted (type=value_error.extra)`,
    );
  }
  const task = values.get("task") ?? "";
  if (!TASKS.includes(task) && !task.startsWith("translation")) {
    return missing(`Invalid transformer task: ${task}. Available tasks: ${TASKS.join(", ")}`);
  }
  return {
    ...base,
    platform: "huggingface",
    infer: request => [
      outputOf(
        "output",
        texts(request).map(text => answer(task, text)),
      ),
    ],
  };
}

function wrongParameter(name: string, value: string, type: string): string | undefined {
  if (!["INT", "FLOAT", "DOUBLE", "STRING", "BOOL"].includes(type)) {
    return `Bad model parameter type: ${type}. Only valid types are INT, FLOAT, DOUBLE, STRING, BOOL.`;
  }
  const isNumber = value.trim() !== "" && !Number.isNaN(Number(value));
  const isWrong = type === "BOOL" ? !/^(?:true|false|1|0|yes|no)$/i.test(value) : type !== "STRING" && !isNumber;
  return isWrong ? `Bad model parameter: ${name} with value ${value} can't be parsed as a ${type}` : undefined;
}

function missing(message: string): RuntimeFailure {
  return failure(`mlserver_huggingface.errors.InvalidTransformersTask: ${message}`);
}

function texts(request: InferenceRequest): string[] {
  return request.inputs.flatMap(input => input.data.map(String));
}

/** The same answer for the same text, in the shape of the task. */
function answer(task: string, text: string): string {
  if (/classification|sentiment/.test(task)) {
    const isPositive = /good|great|love|happy|nice|excellent/i.test(text) || text.length % 2 === 0;
    return JSON.stringify({ label: isPositive ? "POSITIVE" : "NEGATIVE", score: 0.9 + (text.length % 10) / 100 });
  }
  if (task === "text-generation") return JSON.stringify({ generated_text: `${text} and so on` });
  return JSON.stringify({ text });
}
