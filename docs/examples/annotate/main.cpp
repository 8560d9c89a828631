// Prints the tokens and entities of the text given as arguments: annotate_example Police arrested 12 people in Lagos.
#include <iostream>

#include "annotate/annotate.h"
#include "annotate/install.h"

using namespace newshound;

int main(int argc, char** argv) {
    const auto path = annotate::find_model("en", "");
    if (!path) {
        std::cerr << path.error().message << '\n';
        return 3;
    }
    const auto annotator = annotate::Annotator::load(*path);
    if (!annotator) {
        std::cerr << annotator.error().message << '\n';
        return 3;
    }
    annotate::Workspace workspace = annotator->make_workspace();
    Article article;
    for (int i = 1; i < argc; ++i) article.text += (i > 1 ? " " : "") + std::string(argv[i]);
    const auto annotated = annotator->annotate(std::move(article), workspace);
    if (!annotated) {
        std::cerr << annotated.error().message << '\n';
        return 1;
    }
    for (const Token& token : annotated->tokens)
        std::cout << annotated->text_of(token) << '\t' << token.lemma << '\t' << token.pos.view() << '\t' << token.dep.view()
                  << '\t' << annotated->text_of(token.head) << '\n';
    for (const Entity& entity : annotated->entities)
        std::cout << "# " << entity.label.view() << ": " << annotated->text_of(entity.first, entity.last) << '\n';
    return 0;
}
