// A combiner to put into an image of one's own, in place of AVERAGE_COMBINER, for which the executor has no code (S30).
import type { NewFile } from "../lint/finding.ts";

/**
 * @param unit name of the graph unit
 * @param seldon release whose wrapper runs it
 */
export function combinerClassFile(unit: string, seldon: string): NewFile {
  return {
    name: "Combiner.py",
    text: `# Averages the answers of the units below ${unit}. For an image of your own:
#   FROM python:3.8-slim
#   RUN pip install --no-cache-dir seldon-core==${seldon}
#   COPY Combiner.py /app/
#   WORKDIR /app
#   CMD ["seldon-core-microservice", "Combiner", "--service-type", "COMBINER"]
import numpy as np


class Combiner:
    def aggregate(self, features, names=None, meta=None):
        return np.mean([np.asarray(answer) for answer in features], axis=0)
`,
  };
}
