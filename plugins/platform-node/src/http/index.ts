export { DefaultHttpClient } from './DefaultHttpClient';
export { isUpstreamError, UpstreamError } from './UpstreamError';
export type { UpstreamFailure } from './UpstreamError';
export type { TlsSettings } from './transport';
export type {
  HttpAnswer,
  HttpCall,
  HttpClient,
  HttpClientOptions,
} from './types';
