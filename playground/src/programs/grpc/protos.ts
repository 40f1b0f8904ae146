// The two prediction services as they are on the wire of Seldon Core 1.17.1 (field numbers from grpc-fields.md).
import protobuf, { type Type } from "protobufjs";

const SELDON = `syntax = "proto3"; package seldon.protos;
message SeldonMessage {
  Status status = 1; Meta meta = 2;
  oneof data_oneof { DefaultData data = 3; bytes binData = 4; string strData = 5; google.protobuf.Value jsonData = 6; }
}
message DefaultData {
  repeated string names = 1;
  oneof data_oneof { Tensor tensor = 2; google.protobuf.ListValue ndarray = 3; }
}
message Tensor { repeated int32 shape = 1; repeated double values = 2; }
message Meta {
  string puid = 1; map<string, google.protobuf.Value> tags = 2; map<string, int32> routing = 3;
  map<string, string> requestPath = 4; repeated Metric metrics = 5;
}
message Metric { enum MetricType { COUNTER = 0; GAUGE = 1; TIMER = 2; } string key = 1; MetricType type = 2; float value = 3; map<string, string> tags = 4; }
message SeldonMessageList { repeated SeldonMessage seldonMessages = 1; }
message Status { enum StatusFlag { SUCCESS = 0; FAILURE = 1; } int32 code = 1; string info = 2; string reason = 3; StatusFlag status = 4; }
message Feedback { SeldonMessage request = 1; SeldonMessage response = 2; float reward = 3; SeldonMessage truth = 4; }
message SeldonModelMetadataRequest { string name = 1; }
message SeldonMessageMetadata { string messagetype = 1; google.protobuf.Value schema = 2; string name = 3; string datatype = 4; repeated int64 shape = 5; }
message SeldonModelMetadata {
  string name = 1; repeated string versions = 2; string platform = 3; repeated SeldonMessageMetadata inputs = 4;
  repeated SeldonMessageMetadata outputs = 5; map<string, string> custom = 6;
}
message SeldonGraphMetadata {
  string name = 1; map<string, SeldonModelMetadata> models = 2; repeated SeldonMessageMetadata inputs = 3; repeated SeldonMessageMetadata outputs = 4;
}`;

const INFERENCE = `syntax = "proto3"; package inference;
message Nothing {}
message Name { string name = 1; string version = 2; }
message Flag { bool flag = 1; }
message ServerMetadataResponse { string name = 1; string version = 2; repeated string extensions = 3; }
message Parameter { oneof choice { bool bool_param = 1; int64 int64_param = 2; string string_param = 3; } }
message Contents {
  repeated bool bool_contents = 1; repeated int32 int_contents = 2; repeated int64 int64_contents = 3; repeated uint32 uint_contents = 4;
  repeated uint64 uint64_contents = 5; repeated float fp32_contents = 6; repeated double fp64_contents = 7; repeated bytes bytes_contents = 8;
}
message Tensor { string name = 1; string datatype = 2; repeated int64 shape = 3; map<string, Parameter> parameters = 4; Contents contents = 5; }
message TensorMetadata { string name = 1; string datatype = 2; repeated int64 shape = 3; }
message ModelMetadataResponse {
  string name = 1; repeated string versions = 2; string platform = 3; repeated TensorMetadata inputs = 4; repeated TensorMetadata outputs = 5;
}
message Wanted { string name = 1; }
message ModelInferRequest {
  string model_name = 1; string model_version = 2; string id = 3; map<string, Parameter> parameters = 4; repeated Tensor inputs = 5; repeated Wanted outputs = 6;
}
message ModelInferResponse { string model_name = 1; string model_version = 2; string id = 3; map<string, Parameter> parameters = 4; repeated Tensor outputs = 5; }`;

const root = new protobuf.Root();
for (const name of ["struct", "empty"])
  root.addJSON(protobuf.common.get(`google/protobuf/${name}.proto`)?.nested ?? {});
for (const text of [SELDON, INFERENCE]) protobuf.parse(text, root, { keepCase: true });

/** A message by its full name, such as `seldon.protos.SeldonMessage`. */
export function messageType(name: string): Type {
  return root.lookupType(name);
}
