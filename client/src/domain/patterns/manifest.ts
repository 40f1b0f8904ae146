// From choices to the text of a manifest, with the reasons for what is not obvious as comments.
import { MODEL_ALIAS_ANNOTATION } from "../../../../schemas/src/index.ts";
import {
  buildsEnvironment,
  childrenOf,
  componentSpecs,
  graph,
  modelUnit,
  ownContainer,
  ownUnit,
  patience,
  serverContainers,
} from "./parts.ts";
import { patternOf, type ModelServer, type PatternChoices, type PatternId } from "./pattern.ts";
import { indented, item, scalar, type Lines } from "./yaml-lines.ts";

/** The manifest. It ends with a line break. */
export function manifestText(choices: PatternChoices): string {
  const { name, namespace, pattern, about = [] } = choices;
  const server = serverOf(choices);
  const lines = [
    ...about.map(line => `# ${line}`),
    "apiVersion: machinelearning.seldon.io/v1",
    "kind: SeldonDeployment",
    "metadata:",
    `  name: ${scalar(name)}`,
    ...(namespace === undefined ? [] : [`  namespace: ${scalar(namespace)}`]),
    ...indented(2, remembered(choices)),
    "spec:",
    ...indented(2, server?.protocol === "v2" ? ["protocol: v2"] : []),
    ...indented(2, SLOW.has(pattern) ? TIMEOUT : []),
    "  predictors:",
    ...PREDICTORS[pattern](parts(choices, server)).flatMap(predictor => indented(4, predictor)),
  ];
  return `${lines.join("\n")}\n`;
}

/** The annotation by which a move of the alias is noticed; where there are several models it names the unit (`model-alias`). */
function remembered({ alias, pattern }: PatternChoices): Lines {
  if (alias === undefined) return [];
  const unit = FIRST_OF_SEVERAL[pattern];
  const value = unit === undefined ? alias : `main/${unit}=${alias}`;
  return [
    "annotations:",
    "  # The address below was taken from this alias. When it leads to another version, modelUri is marked.",
    `  ${MODEL_ALIAS_ANNOTATION}: ${scalar(value)}`,
  ];
}

/** The unit of the first model, in patterns with more than one. */
const FIRST_OF_SEVERAL: Readonly<Partial<Record<PatternId, string>>> = {
  canary: "classifier",
  shadow: "classifier",
  "ab-test": "model-a",
  ensemble: "first-model",
  router: "first-model",
};

/** The server that the choices ask for, else the usual one of the pattern. */
function serverOf({ pattern, server }: PatternChoices): ModelServer | undefined {
  const { servers } = patternOf(pattern);
  const isOffered = servers.some(
    each => each.implementation === server?.implementation && each.protocol === server.protocol,
  );
  return isOffered ? server : servers[0];
}

/** Patterns whose answers take several calls, or many. */
const SLOW: ReadonlySet<PatternId> = new Set<PatternId>(["ab-test", "ensemble", "router", "transformers", "explainer"]);

const TIMEOUT: Lines = [
  "annotations:",
  "  # Milliseconds, for all units together. Without it an Ambassador cuts requests off after 3 seconds.",
  '  seldon.io/rest-timeout: "30000"',
];

interface Parts {
  readonly choices: PatternChoices;
  readonly server: ModelServer | undefined;
  /** A unit that serves the nth model. */
  readonly model: (index: number, name?: string) => Lines;
  /** Name of an image that is still to be built. */
  readonly image: (unit: string) => string;
}

function parts(choices: PatternChoices, server: ModelServer | undefined): Parts {
  return {
    choices,
    server,
    model: (index, name = "classifier") =>
      server
        ? modelUnit({
            ...{ name, server, modelUri: choices.modelUris[index] ?? "", secret: choices.secret },
            takesColumns: choices.takesColumns === true,
          })
        : ownUnit(name, "MODEL"),
    image: unit => `registry.example.com/${choices.name}/${unit}:1.0.0`,
  };
}

type WritePredictors = (parts: Parts) => readonly Lines[];

const PREDICTORS: Readonly<Record<PatternId, WritePredictors>> = {
  single: one,
  mlserver: one,
  canary: ({ server, model }) => [
    predictor("main", server, ["traffic: 90"], ["classifier"], model(0)),
    predictor(
      "canary",
      server,
      ["# The shares of all predictors have to add up to 100.", "traffic: 10"],
      ["classifier"],
      model(1),
    ),
  ],
  shadow: ({ server, model }) => [
    predictor("main", server, [], ["classifier"], model(0)),
    predictor(
      "shadow",
      server,
      ["shadow: true", "# The percentage of requests that it gets copies of; it takes no share.", "traffic: 100"],
      ["classifier"],
      model(1),
    ),
  ],
  "ab-test": ({ server, model }) => [
    predictor(
      "main",
      server,
      [],
      ["model-a", "model-b"],
      [
        "name: ab-test",
        "# Routes at random; it needs no container of its own.",
        "implementation: RANDOM_ABTEST",
        "parameters:",
        "  # The share of the first child. As any other parameter beside it makes it 0.5, it has to stand alone.",
        "  - name: ratioA",
        '    value: "0.5"',
        "    type: FLOAT",
        ...childrenOf([model(0, "model-a"), model(1, "model-b")]),
      ],
    ),
  ],
  ensemble: ({ server, model, image }) => [
    predictor(
      "main",
      server,
      [],
      ["first-model", "second-model"],
      [...ownUnit("combiner", "COMBINER"), ...childrenOf([model(0, "first-model"), model(1, "second-model")])],
      [
        ownContainer("combiner", image("combiner"), [
          "Its aggregate() makes one answer of the children's. AVERAGE_COMBINER would not: the executor has no code for it.",
        ]),
      ],
    ),
  ],
  router: ({ server, model, image }) => [
    predictor(
      "main",
      server,
      [],
      ["first-model", "second-model"],
      [
        "name: router",
        "# Routers are sent feedback as well, which is what a bandit learns from.",
        "type: ROUTER",
        ...childrenOf([model(0, "first-model"), model(1, "second-model")]),
      ],
      [
        ownContainer("router", image("router"), [
          "Its route() answers with the number of the child, from 0 on; -1 sends to all. A bandit keeps what it has learned",
          "in memory: with more than one replica each of them learns for itself.",
        ]),
      ],
    ),
  ],
  transformers: ({ server, model, image }) => [
    predictor(
      "main",
      server,
      [],
      ["classifier"],
      [
        "# An output transformer stands above what it transforms: it is called when its children have answered.",
        ...ownUnit("output-transformer", "OUTPUT_TRANSFORMER"),
        ...childrenOf([[...ownUnit("input-transformer", "TRANSFORMER"), ...childrenOf([model(0)])]]),
      ],
      [
        ownContainer("input-transformer", image("input-transformer"), [
          "Its transform_input() is called before the model.",
        ]),
        ownContainer("output-transformer", image("output-transformer"), [
          "Its transform_output() is called with the model's answer.",
        ]),
      ],
    ),
  ],
  explainer: ({ choices, server, model }) => [
    [
      ...predictor("main", server, [], ["classifier"], model(0)),
      ...indented(2, [
        "explainer:",
        "  type: AnchorTabular",
        "  # Trained with alibi and saved there. The Secret of the graph does not hold for it.",
        `  modelUri: ${scalar(choices.modelUris[1] ?? "")}`,
        ...(choices.secret === undefined ? [] : [`  envSecretRefName: ${scalar(choices.secret)}`]),
      ]),
    ],
  ],
  container: ({ image }) => [
    predictor(
      "main",
      undefined,
      [],
      [],
      ["# The container of the same name serves it.", ...ownUnit("classifier", "MODEL")],
      [
        ownContainer("classifier", image("classifier"), [
          "It has to listen where PREDICTIVE_UNIT_HTTP_SERVICE_PORT says (9000), never on 8000 or 5001, which the executor has.",
        ]),
      ],
    ),
  ],
  triton: ({ model }) => [
    predictor(
      "main",
      undefined,
      [],
      [],
      [
        "# The folder below modelUri with the model's files has to bear the unit's name: requests are sent there.",
        ...model(0),
      ],
    ),
  ],
  huggingface: () => [
    predictor(
      "main",
      undefined,
      [],
      [],
      [
        "name: transformer",
        "implementation: HUGGINGFACE_SERVER",
        "# This server fetches the model from the Hub itself and does not look at modelUri.",
        "parameters:",
        "  - name: task",
        "    value: text-classification",
        "    type: STRING",
        "  - name: pretrained_model",
        "    value: distilbert-base-uncased-finetuned-sst-2-english",
        "    type: STRING",
      ],
    ),
  ],
};

function one({ server, model }: Parts): readonly Lines[] {
  return [predictor("main", server, [], ["classifier"], model(0))];
}

/**
 * @param units that a server of Seldon's runs
 * @param containers of the user's own
 */
function predictor(
  name: string,
  server: ModelServer | undefined,
  fields: Lines,
  units: readonly string[],
  root: Lines,
  containers: readonly Lines[] = [],
): Lines {
  const all = server && buildsEnvironment(server) ? [...containers, ...serverContainers(server, units)] : containers;
  return item([
    `name: ${name}`,
    ...fields,
    ...(units.length > 0 ? patience(server) : []),
    ...componentSpecs(all),
    ...graph(root),
  ]);
}
