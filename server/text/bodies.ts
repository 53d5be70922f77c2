/**
 * The body that signs what a place publishes on paper: a community or village is governed by its committee, a street by its office. The name
 * of a body stays as it is. Such papers are in Chinese, whoever prints them.
 */
export function bodyOf(place: string): string {
  if (/(社区|小区|新村)$/.test(place)) return `${place}居民委员会`;
  if (place.endsWith('村')) return `${place}村民委员会`;
  if (place.endsWith('街道')) return `${place}办事处`;
  return place;
}
