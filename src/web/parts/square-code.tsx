/** The square code (QR) a telephone's camera reads, drawn on the server as one path. */
import { encode } from 'uqr';

export const SquareCode = ({ text, label }: { text: string; label: string }) => {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  return (
    <svg class="square-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path class="square-code-light" d={`M0 0h${size}v${size}H0z`} />
      <path d={path} />
    </svg>
  );
};
