// Annotates JSON Lines {"id", "text"} from standard input and prints the annotation records: what eval/parity compares with
// spaCy's. MODEL is a model file, or a spaCy package that is converted to PACKAGE.nhm first. With TENSOR_FOLDER, doc.tensor
// of every EACH-th document goes to TENSOR_FOLDER/NUMBER.f32.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

#include "annotate/annotate.h"
#include "annotate/convert.h"
#include "base/json.h"
#include "model/json.h"

using namespace newshound;

namespace {

void write_tensor(const annotate::Annotator& annotator, std::string_view text, annotate::Workspace& workspace,
                  const std::string& path) {
    const auto tensor = annotator.tensor(text, workspace);
    std::ofstream out(path, std::ios::binary);
    out.write(reinterpret_cast<const char*>(tensor.data()), static_cast<std::streamsize>(tensor.size() * sizeof(float)));
}

int report(const Error& error) {
    std::cerr << error.message << '\n';
    return 3;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2 && argc != 4) {
        std::cerr << "usage: annotate_dump MODEL [TENSOR_FOLDER EACH] < DOCUMENTS.jsonl\n";
        return 2;
    }
    std::string model = argv[1];
    if (!model.ends_with(".nhm")) {
        const auto converted = annotate::convert_package(model, model + ".nhm");
        if (!converted) return report(converted.error());
        model += ".nhm";
    }
    const auto annotator = annotate::Annotator::load(model);
    if (!annotator) return report(annotator.error());
    annotate::Workspace workspace = annotator->make_workspace();
    const std::size_t each = argc > 3 ? std::max(1UL, std::strtoul(argv[3], nullptr, 10)) : 1;
    std::string line;
    for (std::size_t i = 0; std::getline(std::cin, line); ++i) {
        const auto document = json::parse(line);
        if (!document || !document->IsObject()) {
            std::cerr << "line " << i + 1 << " is no JSON object\n";
            return 1;
        }
        if (argc > 2 && i % each == 0)
            write_tensor(*annotator, json::string_at(*document, "text"), workspace,
                         std::string(argv[2]) + "/" + std::to_string(i) + ".f32");
        const auto annotated = annotator->annotate(read_article(*document), workspace);
        json::Writer out;
        if (annotated)
            write(out, *annotated);
        else
            write_error(out, "id", std::string(json::string_at(*document, "id")), annotated.error());
        std::cout << out.view() << '\n';
    }
    return 0;
}
