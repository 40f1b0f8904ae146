// Deployments whose containers are at odds with each other, or with what the operator takes for granted: arguments and ports.
import { container, GRAPH_WITHOUT_SERVER, scenario, type Scenario } from "./scenario.ts";

export const PORT_SCENARIOS: readonly Scenario[] = [
  {
    ...scenario(
      "S02",
      "initializer without an address",
      {},
      {
        state: "Creating",
        exit: ["fetch-model", 1, "Error"],
        logs: ["Command copy needs 2 arguments minimum: you provided 0 non flag arguments: []"],
      },
    ),
    manifest: [
      ...GRAPH_WITHOUT_SERVER,
      "      componentSpecs:",
      "        - spec:",
      "            initContainers:",
      "              - name: fetch-model ◀",
      "                image: seldonio/rclone-storage-initializer:1.17.1",
      "            containers:",
      "              - name: scorer",
      "                image: seldonio/mock_classifier:1.17.1",
      "      graph:",
      "        name: scorer",
      "        type: MODEL",
      "",
    ].join("\n"),
  },
  scenario(
    "F23",
    "two containers, one port",
    {
      predictor: [
        ...container("ports: [{ name: http, containerPort: 9000 }]"),
        "        - name: helper",
        "          image: seldonio/mock_classifier:1.17.1",
        "          ports: [{ name: http, containerPort: 9000 }] ◀",
      ],
    },
    {
      state: "Creating",
      pod: ["CrashLoopBackOff"],
      logs: ["[ERROR] Connection in use: ('0.0.0.0', 9000)", "Retrying in 1 second."],
    },
  ),
  scenario(
    "S39",
    "port of the executor",
    { predictor: container("ports: [{ name: http, containerPort: 8000 }] ◀") },
    { state: "Creating", pod: ["CrashLoopBackOff"], logs: ["[ERROR] Connection in use: ('0.0.0.0', 8000)"] },
  ),
  scenario(
    "S39",
    "gRPC port of the executor",
    { predictor: container("ports: [{ name: http, containerPort: 5001 }] ◀") },
    { state: "Creating", pod: ["CrashLoopBackOff"], logs: ["[ERROR] Connection in use: ('0.0.0.0', "] },
  ),
  {
    ...scenario(
      "F22",
      "port that the operator does not know",
      {},
      {
        state: "Creating",
        events: ["Readiness probe failed: dial tcp …:9000: connect: connection refused"],
      },
    ),
    manifest: [
      ...GRAPH_WITHOUT_SERVER,
      "      componentSpecs:",
      "        - spec:",
      "            containers:",
      "              - name: scorer",
      "                image: example.com/team/scorer:1",
      "                args: [--port, '8501']",
      "      graph:",
      "        name: scorer ◀",
      "        type: MODEL",
      "",
    ].join("\n"),
  },
];
