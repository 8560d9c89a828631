// The kernels for any machine: vectors of four floats, which every compiler has a form for.
#define NEWSHOUND_LANES 4
#define NEWSHOUND_ROWS 4
#include "annotate/kernels_impl.h"

namespace newshound::annotate::kernels {

const Kernels* portable() {
    static constexpr Kernels kTable = table("portable");
    return &kTable;
}

}  // namespace newshound::annotate::kernels
