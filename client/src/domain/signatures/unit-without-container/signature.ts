// The executor called a unit that has no container behind it, or the second of two of one name (F19, S30, F59).
import { defineSignature } from "../signature.ts";

export const unitWithoutContainer = defineSignature({
  id: "unit-without-container",
  failureModes: ["F19", "S30", "F59"],
  sources: ["executor-log"],
  verdict: "cause",
  pattern: /invalid memory address or nil pointer dereference/,
  also: /predictor_process|PredictorProcess/,
  title: "executor panicked at a graph unit",
  meaning:
    "The executor has no address for a unit that the graph makes it call: two units of one name, or a type such as COMBINER or ROUTER without a container.",
  remedy:
    "Give each unit a name of its own, and each unit with a type or methods a container of its name. RANDOM_ABTEST needs no type. AVERAGE_COMBINER and SIMPLE_* do nothing in this executor.",
  samples: [
    {
      lines: [
        "panic: runtime error: invalid memory address or nil pointer dereference",
        "github.com/seldonio/seldon-core/executor/predictor.(*PredictorProcess).getPort(...)",
        "\t/workspace/predictor/predictor_process.go:93",
      ],
      exitCode: 2,
      reason: "Error",
    },
  ],
});
