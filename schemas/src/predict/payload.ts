// What a request file sends: one of the shapes that a protocol knows, or a body as it is (seldon-facts §7.4).
import * as z from "zod";
import { V2_DATATYPES } from "./names.ts";

const Parameters = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const names = z.array(z.string()).describe("Names of the columns. Models that take a data frame need them (F27).");

const FilePath = z.string().min(1).describe("A file below the folder that is open, relative to this file.");

export const V2Input = z.strictObject({
  name: z.string().describe("As the model calls the input."),
  shape: z.array(z.int().nonnegative()).describe("Such as `[2, 4]`: two rows of four values."),
  datatype: z.enum(V2_DATATYPES).describe("Of each value; `FP64` for numbers as NumPy has them, `BYTES` for text."),
  data: z.unknown().describe("Flat or nested values; strings for BYTES."),
  parameters: Parameters.optional().describe("Of this input, such as `content_type: np`."),
});

/**
 * Exactly one of the shapes (`PAYLOAD_SHAPES`) is there. `ndarray`, `tensor`, `dataframe`, `strData`, `jsonData` and `binData`
 * are Seldon's, `inputs` v2's, `instances` TensorFlow's; `dataframe`, `csv` and `ndarray` are written as the protocol wants it.
 */
export const Payload = z.strictObject({
  ndarray: z.array(z.unknown()).optional().describe("Rows, such as `[[5.1, 3.5, 1.4, 0.2]]`."),
  tensor: z
    .strictObject({
      shape: z.array(z.int().nonnegative()).describe("Such as `[2, 4]`: two rows of four values."),
      values: z.array(z.number()).describe("All values in one list, row after row."),
    })
    .optional()
    .describe("Numbers with a shape; the answer is a tensor, too."),
  dataframe: z
    .strictObject({
      columns: z.array(z.string()).min(1).describe("Names of the columns."),
      data: z.array(z.array(z.unknown())).describe("Rows, each with a value for every column."),
    })
    .optional()
    .describe("Columns and rows, as pandas prints with `orient=split`."),
  strData: z.string().optional().describe("One text, for models that read text."),
  jsonData: z.unknown().optional().describe("Any JSON, for models of one's own."),
  binData: z.strictObject({ file: FilePath }).optional().describe("Bytes of a file, sent in base64; an image, say."),
  csv: z
    .strictObject({
      file: FilePath.optional().describe("A CSV file below the folder that is open, relative to this file."),
      rows: z.string().optional().describe("CSV text with a header, instead of a file."),
      columns: z.array(z.string()).optional().describe("Only these columns, in this order."),
    })
    .optional()
    .describe("Rows of a table; the header gives the names."),
  inputs: z.array(V2Input).min(1).optional().describe("Named tensors of the v2 protocol."),
  instances: z.array(z.unknown()).optional().describe("TensorFlow's rows, such as `[[1.0, 2.0]]`."),
  body: z.unknown().optional().describe("The body as it is sent, where none of the others fits."),

  names: names.optional(),
  meta: z
    .strictObject({
      puid: z.string().optional().describe("Id of the request; made by the executor, unless told."),
      tags: z.record(z.string(), z.unknown()).optional().describe("Labels of one's own, which the answer repeats."),
    })
    .optional()
    .describe("Seldon's `meta`."),
  parameters: Parameters.optional().describe("Of the whole v2 request, such as `content_type: pd`."),
  outputs: z
    .array(
      z.strictObject({
        name: z.string().describe("As the model calls the output, such as `predict_proba`."),
        parameters: Parameters.optional().describe("Of this output."),
      }),
    )
    .optional()
    .describe("Which outputs to give; all, unless told (v2)."),
  signatureName: z.string().optional().describe("TensorFlow's `signature_name`."),
  reward: z.number().optional().describe("Of `endpoint: feedback`."),
  truth: z.unknown().optional().describe("Of `endpoint: feedback`: what would have been right."),
});
export type Payload = z.infer<typeof Payload>;
