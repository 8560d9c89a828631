#include "annotate/kernels.h"

#include <cstdlib>
#include <vector>

#include "annotate/net.h"

namespace newshound::annotate {

namespace kernels {

namespace {

bool runs(const Kernels& k) {
#if defined(__x86_64__)
    if (k.name == "avx512") return __builtin_cpu_supports("avx512f") != 0;
    if (k.name == "avx2") return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
#endif
    return k.name == "portable";
}

std::vector<const Kernels*> find_available() {
    std::vector<const Kernels*> out;
    for (const Kernels* k : {avx512(), avx2(), portable()})
        if (k != nullptr && runs(*k)) out.push_back(k);
    return out;
}

}  // namespace

std::span<const Kernels* const> available() {
    static const std::vector<const Kernels*> kAll = find_available();
    return kAll;
}

const Kernels& chosen() {
    const char* wanted = std::getenv("NEWSHOUND_ISA");
    if (wanted != nullptr)
        for (const Kernels* k : available())
            if (k->name == wanted) return *k;
    return *available().front();
}

}  // namespace kernels

std::string_view instruction_set() { return kernels::chosen().name; }

}  // namespace newshound::annotate
