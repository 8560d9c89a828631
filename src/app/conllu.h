// An annotated article in the CoNLL-U format of Universal Dependencies (the labels stay those of the model).
#pragma once

#include <string>

#include "model/annotated.h"

namespace newshound::app {

/// One block a sentence. White-space tokens, which the format cannot hold, are left out and the heads renumbered. MISC
/// carries SpaceAfter=No, NER=B-PERSON and TokenRange=begin:end (code points).
std::string conllu(const Annotated& document);

}  // namespace newshound::app
