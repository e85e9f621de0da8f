#pragma once

#include <QObject>
#include <functional>
#include <vector>

namespace lossylens::ui {

class FindBar;
class MarkedText;

// Finds what the find bar wants in several texts: all matches are framed, one of them is the current one.
// Upper and lower case are the same.
class TextSearch : public QObject {
    Q_OBJECT
public:
    using Texts = std::function<std::vector<MarkedText*>()>;  // in the order they are gone through
    TextSearch(FindBar* bar, Texts texts, QObject* parent);

    void begin();
    void next() { step(1); }
    void previous() { step(-1); }
    void refresh();  // the texts have changed
    void end();

private:
    struct Place {  // of a match
        int text = -1, match = -1;
        friend bool operator==(const Place&, const Place&) = default;
    };
    [[nodiscard]] std::vector<Place> places() const;
    void findAnew();
    void step(int by);
    void show(bool scroll);

    FindBar* bar_;
    Texts texts_;
    Place current_;
};

}  // namespace lossylens::ui
