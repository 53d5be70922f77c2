export { default as TraceApp } from './TraceApp.vue';
export { traceRoutes } from './routes.js';
