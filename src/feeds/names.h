// The vocabularies that feeds are written in, and the scopes in which their prefixes are declared.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace newshound::feeds {

enum class Vocabulary {
    core,  ///< RSS of all versions, with or without a namespace; also what no namespace is declared for
    atom,
    rdf,
    dc,
    dcterms,
    content,
    media,
    itunes,
    xhtml,
    sitemap,
    news,
    feedburner,
    xml,
    other
};

/// The vocabulary of a namespace; old, misspelt and https forms included. `other` for one that is not known.
Vocabulary vocabulary_of(std::string_view uri);

/// What the common prefixes mean where a feed forgets to declare them: "dc", "content", "media", ...
Vocabulary usual_meaning(std::string_view prefix);

/// An element's or attribute's name taken apart: "dc:creator" -> dc, "creator".
struct Name {
    Vocabulary vocabulary = Vocabulary::core;
    std::string local;  ///< in lower case: feeds are careless with it, and no two names differ by case only
};

/// The namespace declarations in force while a document is read. Lookups take constant time.
class Scopes {
public:
    void open() { marks_.push_back(changes_.size()); }
    /// xmlns[:prefix]="uri" on the element just opened.
    void declare(std::string_view prefix, std::string_view uri);
    void close();

    /// Name of an element; an undeclared prefix has its usual meaning.
    [[nodiscard]] Name element(std::string_view qualified) const;
    /// Name of an attribute: without a prefix it belongs to its element.
    [[nodiscard]] Name attribute(std::string_view qualified) const;
    /// Takes the default namespace of a feed's root element, if it is not a known one, for the feed's own.
    void own_default();

private:
    [[nodiscard]] Vocabulary of(std::string_view prefix) const;

    std::unordered_map<std::string, std::vector<Vocabulary>> declared_;
    std::vector<std::string> changes_;
    std::vector<std::size_t> marks_;
};

}  // namespace newshound::feeds
