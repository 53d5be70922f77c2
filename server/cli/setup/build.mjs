#!/usr/bin/env node
// `npm run build`: server and web, only what changed.
import { build, requireNode } from './prepare.mjs';

requireNode();
build();
