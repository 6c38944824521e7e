#include "realm-xml/read.h"

#include <libxml/parser.h>

#include <algorithm>
#include <cstdarg>
#include <memory>

namespace pkit::realm_xml {

namespace {

constexpr std::size_t kMostFaults = 64, kMostParameters = 64, kLongestValue = 1024;

std::string text_of(const xmlChar* text) { return text ? reinterpret_cast<const char*>(text) : ""; }

/// The state of one document while libxml2 walks it.
class Reading {
 public:
  xmlParserCtxtPtr parser = nullptr;

  Read take() {
    if (read_.faults.empty() && depth_ == 0 && !seen_root_) fault("there is no realm in it");
    if (read_.faults.empty() && read_.name.empty()) fault("realm has no name");
    return std::move(read_);
  }

  void fault(const std::string& what) {
    if (read_.faults.size() < kMostFaults) read_.faults.push_back({parser ? xmlSAX2GetLineNumber(parser) : 0, what});
  }

  /// `attributes`: name, prefix, URI, begin and end of the value, for each.
  void begin(const std::string& element, bool qualified, const xmlChar** attributes, int count) {
    ++depth_;
    if (qualified) fault("an element has a namespace");
    if (depth_ == 1) return begin_realm(element, attributes, count);
    if (depth_ == 2 && element == "className") return begin_class(count);
    if (depth_ == 2 && element == "parameter") return take_parameter(attributes, count);
    fault("a realm has no element '" + element.substr(0, 64) + "' there");
  }

  void end() {
    if (depth_ == 2) in_class_ = false;
    --depth_;
  }

  void characters(std::string_view text) {
    if (in_class_) {
      if (read_.class_name.size() + text.size() <= kLongestValue)
        read_.class_name += text;
      else
        fault("className is longer than 1024 bytes");
    } else if (text.find_first_not_of(" \t\r\n") != text.npos) {
      fault("there is text outside of className");
    }
  }

  /// Other readers take what is before it, or what is behind it, for the whole.
  void cut(const char* by) {
    if (in_class_) fault(std::string("the text of className is cut by a ") + by);
  }

 private:
  void begin_realm(const std::string& element, const xmlChar** attributes, int count) {
    seen_root_ = true;
    if (element != "realm") return fault("the document is no realm but '" + element.substr(0, 64) + "'");
    for (const auto& [name, value] : attributes_in(attributes, count)) {
      if (name == "name")
        read_.name = value;
      else if (name == "loginModule")
        read_.login_module = value;
      else
        fault("realm has no attribute '" + name.substr(0, 64) + "'");
    }
  }

  void begin_class(int count) {
    if (count > 0) fault("className has no attributes");
    if (seen_class_) fault("className is there twice");
    seen_class_ = in_class_ = true;
  }

  void take_parameter(const xmlChar** attributes, int count) {
    std::string name, value;
    bool has_value = false;
    for (const auto& [key, text] : attributes_in(attributes, count)) {
      if (key == "name")
        name = text;
      else if (key == "value")
        value = text, has_value = true;
      else
        fault("parameter has no attribute '" + key.substr(0, 64) + "'");
    }
    if (name.empty() || !has_value) return fault("a parameter needs name and value");
    const bool twice = std::any_of(read_.parameters.begin(), read_.parameters.end(),
                                   [&](const auto& one) { return one.first == name; });
    if (twice) return fault("parameter '" + name.substr(0, 64) + "' is there twice");
    if (read_.parameters.size() == kMostParameters) return fault("there are more than 64 parameters");
    read_.parameters.emplace_back(std::move(name), std::move(value));
  }

  std::vector<std::pair<std::string, std::string>> attributes_in(const xmlChar** attributes, int count) {
    std::vector<std::pair<std::string, std::string>> found;
    for (int i = 0; i < count; ++i, attributes += 5) {
      if (attributes[1]) fault("an attribute has a namespace");
      std::string value(reinterpret_cast<const char*>(attributes[3]), reinterpret_cast<const char*>(attributes[4]));
      // libxml2 leaves an ampersand of an attribute so where entities are not replaced, and no other text.
      for (std::size_t at = 0; (at = value.find("&#38;", at)) != std::string::npos; ++at) value.replace(at, 5, "&");
      if (value.size() > kLongestValue) fault("a value is longer than 1024 bytes");
      found.emplace_back(text_of(attributes[0]), value);
    }
    return found;
  }

  Read read_;
  int depth_ = 0;
  bool seen_root_ = false, seen_class_ = false, in_class_ = false;
};

Reading& reading(void* context) { return *static_cast<Reading*>(context); }

void on_begin(void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri, int, const xmlChar**,
              int count, int, const xmlChar** attributes) {
  reading(context).begin(text_of(name), prefix || uri, attributes, count);
}
void on_end(void* context, const xmlChar*, const xmlChar*, const xmlChar*) { reading(context).end(); }
void on_characters(void* context, const xmlChar* text, int length) {
  reading(context).characters({reinterpret_cast<const char*>(text), static_cast<std::size_t>(length)});
}
void on_cdata(void* context, const xmlChar* text, int length) {
  reading(context).cut("CDATA section");
  on_characters(context, text, length);
}
void on_comment(void* context, const xmlChar*) { reading(context).cut("comment"); }
void on_instruction(void* context, const xmlChar*, const xmlChar*) { reading(context).cut("processing instruction"); }
/// What entities a document could define it defines in its type.
void on_document_type(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
  reading(context).fault("it has a document type, and a realm has none");
  xmlStopParser(reading(context).parser);
}
/// The five of XML itself are what the parser knows without asking.
xmlEntityPtr on_entity(void* context, const xmlChar* name) {
  if (xmlEntityPtr known = xmlGetPredefinedEntity(name)) return known;
  reading(context).fault("it has an entity of its own");
  return nullptr;
}
void on_error(void* context, const xmlError* error) {
  std::string what = error && error->message ? error->message : "it is no XML";
  while (!what.empty() && (what.back() == '\n' || what.back() == '.')) what.pop_back();
  reading(context).fault("it is not XML that can be read (libxml2's error " + std::to_string(error ? error->code : 0) +
                         ")");
}
#if LIBXML_VERSION >= 21200
void on_structured_error(void* context, const xmlError* error) { on_error(context, error); }
#else
void on_structured_error(void* context, xmlError* error) { on_error(context, error); }
#endif

xmlSAXHandler handler() {
  xmlSAXHandler sax{};
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = on_begin;
  sax.endElementNs = on_end;
  sax.characters = on_characters;
  sax.ignorableWhitespace = on_characters;
  sax.cdataBlock = on_cdata;
  sax.comment = on_comment;
  sax.processingInstruction = on_instruction;
  sax.internalSubset = on_document_type;
  sax.getEntity = on_entity;
  sax.serror = on_structured_error;
  return sax;
}

}  // namespace

Read read(std::string_view document) {
  Reading state;
  if (document.size() > kLargest || document.empty()) {
    state.fault(document.empty() ? "it is empty" : "it is larger than 64 KiB");
    return state.take();
  }
  xmlSAXHandler sax = handler();
  const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> parser(
      xmlCreatePushParserCtxt(&sax, &state, nullptr, 0, nullptr), xmlFreeParserCtxt);
  if (!parser) {
    state.fault("libxml2 cannot begin");
    return state.take();
  }
  state.parser = parser.get();
  xmlCtxtUseOptions(parser.get(), XML_PARSE_NONET);
  xmlParseChunk(parser.get(), document.data(), static_cast<int>(document.size()), 1);
  if (!parser->wellFormed) state.fault("it is no XML document");
  state.parser = nullptr;
  return state.take();
}

}  // namespace pkit::realm_xml
