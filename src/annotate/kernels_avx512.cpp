// The kernels for x86-64 with AVX-512; src/annotate/CMakeLists.txt gives this one file the flags for it.
#include "annotate/kernels.h"

#if defined(__AVX512F__)
#define NEWSHOUND_LANES 16
#define NEWSHOUND_ROWS 8
#include "annotate/kernels_impl.h"

namespace newshound::annotate::kernels {

const Kernels* avx512() {
    static constexpr Kernels kTable = table("avx512");
    return &kTable;
}

}  // namespace newshound::annotate::kernels
#else
namespace newshound::annotate::kernels {

const Kernels* avx512() { return nullptr; }

}  // namespace newshound::annotate::kernels
#endif
