#!/usr/bin/env node
require("../dist/predict.js");
