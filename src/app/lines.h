// Annotation for coding: each line of a text read by itself.
#pragma once

#include "annotate/annotate.h"
#include "base/result.h"
#include "model/annotated.h"

namespace newshound::app {

/// Annotates every line of article.text as a text of its own and puts the results together, offsets counting in the whole
/// text. A parser that is given a whole page now and then ties the end of one paragraph to the start of the next; events are
/// coded from this reading, where no sentence crosses a line. (`newshound annotate` prints spaCy's own reading of the whole
/// text.) A line that goes on in lower case on the next is hard-wrapped and not broken there. Errors as Annotator::annotate.
Result<Annotated> annotate_lines(const annotate::Annotator& annotator, Article article, annotate::Workspace& workspace);

}  // namespace newshound::app
