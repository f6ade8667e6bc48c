/** Security headers of every answer. Pages carry no inline script or style, so the policy allows none. */
import type { MiddlewareHandler } from 'hono';

/** The whole Content-Security-Policy. `data:` serves only the small icons inside the stylesheet. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  // The script makes no markup from text, and no other may.
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Nothing of the machine is asked for but what a passkey needs. */
const PERMISSIONS = [
  ...[
    'accelerometer',
    'autoplay',
    'camera',
    'display-capture',
    'encrypted-media',
    'fullscreen',
    'geolocation',
  ],
  ...['gyroscope', 'magnetometer', 'microphone', 'midi', 'payment', 'picture-in-picture', 'screen-wake-lock'],
  ...['serial', 'usb', 'xr-spatial-tracking'],
];

/**
 * Headers sent with every answer. `https` says whether readers reach the server by HTTPS: only then may it ask
 * browsers to refuse plain HTTP in future, otherwise an office without a certificate would lock itself out, and only
 * there do browsers heed isolation. Addresses of pages never leave this site (`same-origin`); `no-referrer` would
 * also take away the Origin by which forms of plain HTTP show that they are the product's own.
 */
function securityHeaders(https: boolean): Record<string, string> {
  return {
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': [
      ...PERMISSIONS.map((name) => `${name}=()`),
      'publickey-credentials-get=(self)',
      'publickey-credentials-create=(self)',
    ].join(', '),
    ...(https
      ? {
          'Strict-Transport-Security': 'max-age=31536000',
          'Cross-Origin-Opener-Policy': 'same-origin',
          'Cross-Origin-Embedder-Policy': 'require-corp',
        }
      : {}),
  };
}

/**
 * Puts the security headers on every answer, and forbids keeping pages: personal records must not stay in the
 * cache of a shared machine. Answers that set their own Cache-Control (assets) keep it.
 */
export function withSecurityHeaders(https: boolean): MiddlewareHandler {
  const fixed = Object.entries(securityHeaders(https));
  return async (context, next) => {
    await next();
    for (const [name, value] of fixed) {
      // A file handed out carries a stricter policy of its own.
      if (name !== 'Content-Security-Policy' || !context.res.headers.has(name))
        context.res.headers.set(name, value);
    }
    if (!context.res.headers.has('Cache-Control')) context.res.headers.set('Cache-Control', 'no-store');
  };
}
