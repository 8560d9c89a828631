// The kernels for x86-64 with AVX2 and FMA; src/annotate/CMakeLists.txt gives this one file the flags for it.
#include "annotate/kernels.h"

#if defined(__AVX2__)
#define NEWSHOUND_LANES 8
#define NEWSHOUND_ROWS 4
#include "annotate/kernels_impl.h"

namespace newshound::annotate::kernels {

const Kernels* avx2() {
    static constexpr Kernels kTable = table("avx2");
    return &kTable;
}

}  // namespace newshound::annotate::kernels
#else
namespace newshound::annotate::kernels {

const Kernels* avx2() { return nullptr; }

}  // namespace newshound::annotate::kernels
#endif
